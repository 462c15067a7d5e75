-- What the schemes read of each agent in the period.
with inputs as (
    select * from score.inputs
),

of_period as (
    select *
    from inputs
    where period = $period
    order by all
)

select * from of_period
