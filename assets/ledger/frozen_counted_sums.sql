-- What the numbers of a period were counted from.
with counted as (
    select * from score.counted_sums
),

of_period as (
    select
        period,
        agent_id,
        kpi,
        numerator,
        denominator,
        n,
    from counted
    where period = $period
    order by agent_id, kpi
)

select * from of_period
