-- Inputs of a period as the scorer takes them.
with inputs as (
    select * from score.inputs
),

of_period as (
    select agent_id, input, value, numerator, denominator, origin
    from inputs
    where period = $1
    order by all
)

select * from of_period
