-- What people entered for a period: one row per agent, input and rater.
with entered as (
    select * from staged.month_end_inputs
),

of_period as (
    select
        agent_id,
        input,
        value,
        coalesce(rater, '') as rater,
    from entered
    where period = $1
    order by all
)

select * from of_period
