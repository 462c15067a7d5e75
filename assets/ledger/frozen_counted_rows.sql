-- What the numbers of a period were counted from.
with counted as (
    select * from score.counted_rows
),

of_period as (
    select
        period,
        agent_id,
        kpi,
        position,
        relation,
        day,
        cells,
        numerator,
        denominator,
        places,
    from counted
    where period = $period
    order by agent_id, kpi, position
)

select * from of_period
