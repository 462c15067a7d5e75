-- KPIs that the numbers of a period came from.
with counted as (
    select * from score.counted_kpis
),

of_period as (
    select kpi, definition
    from counted
    where period = $1
    order by kpi
)

select * from of_period
