-- What one agent was scored from.
with inputs as (
    select * from score.inputs
),

of_agent as (
    select input, value, numerator, denominator, n, state, origin
    from inputs
    where period = $1 and agent_id = $2
    order by all
)

select * from of_agent
