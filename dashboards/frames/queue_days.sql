-- One row per KPI, business day and queue, over the last weeks.
with queue_intervals as (
    select * from kpi.queue_intervals
),

agent_days as (
    select * from kpi.agent_days
),

together as (
    select kpi, business_date, queue, numerator, denominator, n, squares
    from queue_intervals
    union all
    select kpi, business_date, queue, numerator, denominator, n, squares
    from agent_days
    where queue is not null
        and kpi not in (select kpi from queue_intervals)
),

shown as (
    select *
    from together
    where business_date between getvariable('recent_from') and getvariable('as_of')
        and list_contains(getvariable('kpis'), kpi)
),

summed as (
    select
        kpi,
        business_date,
        coalesce(queue, '') as queue,
        sum(numerator)::double as numerator,
        sum(denominator)::double as denominator,
        sum(n)::bigint as n,
        sum(squares)::double as squares
    from shown
    group by all
    order by all
)

select * from summed
