-- When the sums of each day of a period last changed.
with days as (
    select * from ops.days
),

of_period as (
    select day, version
    from days
    where relation = 'kpi.agent_days' and day between $1 and $2
    order by all
)

select * from of_period
