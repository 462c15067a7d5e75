-- Results of the quarter, half-year or year that ends with the period.
with summaries as (
    select * from score.summaries
),

of_period as (
    select *
    from summaries
    where period = $period
    order by all
)

select * from of_period
