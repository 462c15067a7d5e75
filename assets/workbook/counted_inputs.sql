-- Inputs of a period that a KPI brought, with the KPI.
with inputs as (
    select * from score.inputs
),

of_period as (
    select agent_id, input, substr(origin, 5) as kpi, value, numerator, denominator, state
    from inputs
    where period = $1 and starts_with(origin, 'kpi:')
    order by all
)

select * from of_period
