-- Inputs of the periods before one that a scheme still counts on, of people whom it scored then.
with results as (
    select * from score.results
),

inputs as (
    select * from score.inputs
),

remembered as (
    select
        inputs.period,
        inputs.agent_id,
        results.team,
        inputs.input,
        inputs.value,
        inputs.numerator,
        inputs.denominator,
        inputs.origin,
    from inputs
    join results using (period, agent_id)
    where results.scheme = $1 and results.score is not null
        and inputs.period < $2 and inputs.value is not null
        and inputs.input in (select unnest($3::varchar[]))
    order by all
)

select * from remembered
