-- What KPIs add up to over some days, per agent; and under no agent, over everybody.
with agent_days as (
    select * from kpi.agent_days
),

of_days as (
    select * from agent_days
    where kpi in (from unnest($1)) and business_date between $2 and $3
),

added as (
    select
        coalesce(agent_id, '') as agent_id,
        kpi,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(n)::bigint as n,
    from of_days
    group by grouping sets ((agent_id, kpi), (kpi))
    having agent_id is not null or grouping(agent_id) = 1
    order by all
)

select * from added
