-- Sums of the asked KPIs of a period: one row per KPI, day, agent and span of the agent's team,
-- which begins `place` days after the period.
with sums as (
    select * from kpi.agent_days
),

agents as (
    select * from staged.agents
),

of_days as (
    select
        sums.kpi,
        sums.business_date,
        sums.agent_id,
        coalesce(greatest(agents.valid_from, $first) - $first, 0)::integer as place,
        sum(sums.numerator) as numerator,
        max(sums.numerator) as most,
        sum(sums.denominator) as denominator,
        sum(sums.n)::bigint as n,
        sum(sums.squares) as squares,
    from sums
    left join agents
        on agents.agent_id = sums.agent_id
        and sums.business_date between agents.valid_from and agents.valid_to
    where sums.kpi = any($kpis) and sums.business_date between $first and $last
    group by all
)

select * from of_days
