-- One row per KPI, business day and channel, over the days that trends show.
with agent_days as (
    select * from kpi.agent_days
),

queue_intervals as (
    select * from kpi.queue_intervals
),

together as (
    select kpi, business_date, channel, numerator, denominator, n, squares
    from agent_days
    union all
    select kpi, business_date, null as channel, numerator, denominator, n, squares
    from queue_intervals
    where kpi not in (select kpi from agent_days)
),

shown as (
    select *
    from together
    where business_date between getvariable('shown_from') and getvariable('as_of')
        and list_contains(getvariable('kpis'), kpi)
),

summed as (
    select
        kpi,
        business_date,
        channel,
        sum(numerator)::double as numerator,
        sum(denominator)::double as denominator,
        sum(n)::bigint as n,
        sum(squares)::double as squares
    from shown
    group by all
    order by all
)

select * from summed
