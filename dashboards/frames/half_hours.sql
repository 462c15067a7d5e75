-- One row per KPI, queue and half hour of the desk's day, over the last weeks.
with queue_intervals as (
    select * from kpi.queue_intervals
),

local as (
    select
        *,
        timezone(getvariable('zone'), timezone('UTC', interval_at)) as local_at
    from queue_intervals
    where business_date between getvariable('recent_from') and getvariable('as_of')
        and list_contains(getvariable('kpis'), kpi)
),

slotted as (
    select
        *,
        hour(local_at) * 2 + minute(local_at) // 30 as half_hour
    from local
),

-- Half hours before the day boundary end the business day: they come after 23:30.
ordered as (
    select
        *,
        half_hour + 48 * (half_hour * 1800 < getvariable('day_starts_at'))::integer as slot
    from slotted
),

summed as (
    select
        kpi,
        coalesce(queue, '') as queue,
        slot,
        sum(numerator)::double as numerator,
        sum(denominator)::double as denominator,
        sum(n)::bigint as n
    from ordered
    group by all
    order by all
)

select * from summed
