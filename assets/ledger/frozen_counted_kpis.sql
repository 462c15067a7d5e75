-- What the numbers of a period were counted from.
with counted as (
    select * from score.counted_kpis
),

of_period as (
    select
        period,
        kpi,
        definition,
    from counted
    where period = $period
    order by kpi
)

select * from of_period
