-- What they add up to, per agent; under no agent, over everybody.
with counted as (
    select * from score.counted_sums
),

of_period as (
    select agent_id, kpi, numerator, denominator, n
    from counted
    where period = $1
    order by agent_id, kpi
)

select * from of_period
