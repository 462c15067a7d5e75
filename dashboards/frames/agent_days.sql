-- One row per KPI, agent and business day, over the last weeks.
with agent_days as (
    select * from kpi.agent_days
),

shown as (
    select *
    from agent_days
    where business_date between getvariable('recent_from') and getvariable('as_of')
        and list_contains(getvariable('kpis'), kpi)
        and agent_id is not null
),

summed as (
    select
        kpi,
        agent_id,
        business_date,
        sum(numerator)::double as numerator,
        sum(denominator)::double as denominator,
        sum(n)::bigint as n,
        sum(squares)::double as squares
    from shown
    group by all
    order by all
)

select * from summed
