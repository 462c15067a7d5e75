-- Score, rank, pay and flags of the period.
with results as (
    select * from score.results
),

of_period as (
    select *
    from results
    where period = $period
    order by all
)

select * from of_period
