-- What every sheet of the period must say.
with notices as (
    select * from score.notices
),

of_period as (
    select *
    from notices
    where period = $period
    order by all
)

select * from of_period
