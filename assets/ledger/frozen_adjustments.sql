-- What the period's sheets carry over from periods closed before it.
with adjustments as (
    select * from score.adjustments
),

of_period as (
    select *
    from adjustments
    where period = $period
    order by all
)

select * from of_period
