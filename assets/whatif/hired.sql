-- Whole months at work on the last day of the periods: one row per agent whose start is known.
with agents as (
    select * from staged.agents
),

counted as (
    select agent_id, date_sub('month', min(hired_on), $last::date + 1) as months
    from agents
    where hired_on <= $last
    group by agent_id
    order by agent_id
)

select * from counted
