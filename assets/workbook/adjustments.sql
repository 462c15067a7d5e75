-- What the period carries for earlier ones that changed after they were closed.
with adjustments as (
    select * from score.adjustments
),

of_period as (
    select agent_id, of_period, what, was, now, difference, causes
    from adjustments
    where period = $1
    order by agent_id, of_period, what <> 'score', what
)

select * from of_period
