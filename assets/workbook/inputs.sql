-- Inputs of a period: what each number was counted from.
with inputs as (
    select * from score.inputs
),

of_period as (
    select agent_id, input, value, numerator, denominator, n, state
    from inputs
    where period = $1
    order by all
)

select * from of_period
