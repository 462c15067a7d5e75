-- Every point of the period and the rule behind it.
with lines as (
    select * from score.lines
),

of_period as (
    select *
    from lines
    where period = $period
    order by all
)

select * from of_period
