-- One row per business day, local half hour, queue and shop; none on the page of one team, because
-- a queue is everybody's.
create or replace temp table site_moments as
with moments as (
    select distinct interval_at
    from kpi.queue_intervals
    where business_date between getvariable('shown_from') and getvariable('as_of')
)

select
    interval_at,
    strftime(settings.local_time(interval_at), '%H:%M') as half_hour
from moments;

create or replace temp table site_rows as
with wanted as (
    select distinct
        sums.business_date,
        moments.half_hour,
        sums.shop,
        sums.queue
    from kpi.queue_intervals as sums
    inner join site_moments as moments on sums.interval_at = moments.interval_at
    where sums.business_date between getvariable('shown_from') and getvariable('as_of')
        and list_contains(getvariable('kpis'), sums.kpi)
        and getvariable('team') is null
)

select
    *,
    row_number() over (order by shop, queue, half_hour, business_date)::integer - 1 as row
from wanted
