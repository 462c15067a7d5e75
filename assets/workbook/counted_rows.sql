-- The first rows behind them, in the order of their days.
with counted as (
    select * from score.counted_rows
),

of_period as (
    select agent_id, kpi, day, relation, cells, numerator, denominator, places
    from counted
    where period = $1
    order by agent_id, kpi, position
)

select * from of_period
