-- The KPIs that a period's inputs came from, with the agents who have them.
with inputs as (
    select * from score.inputs
),

asked as (
    select substr(origin, 5) as kpi, list(distinct agent_id order by agent_id) as agents
    from inputs
    where period = $1 and starts_with(origin, 'kpi:')
    group by all
    order by kpi
)

select * from asked
