-- What every sheet of the period must say, in the order in which it was found.
with notices as (
    select * from score.notices
),

of_period as (
    select en, zh
    from notices
    where period = $1
    order by position
)

select * from of_period
