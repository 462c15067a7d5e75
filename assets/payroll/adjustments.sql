-- What the period carries for earlier ones that changed after they were closed.
with adjustments as (
    select * from score.adjustments
),

of_period as (
    select period, of_period, scheme, agent_id, what, was, now, difference, causes
    from adjustments
    where period = $period
    order by of_period, scheme, agent_id, what
)

select * from of_period
