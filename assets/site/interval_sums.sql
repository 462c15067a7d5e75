-- The sums of every KPI of the page by the number of its row and its own: in millionths.
create or replace temp table site_sums as
with named as (
    select
        unnest(getvariable('kpis')) as kpi,
        generate_subscripts(getvariable('kpis'), 1)::usmallint as place
)

select
    named.place,
    rows.row,
    (sums.numerator::double * 1000000)::bigint as numerator,
    coalesce((sums.denominator::double * 1000000)::bigint, 0) as denominator,
    sums.n,
    coalesce(sums.squares::double, 0) as squares
from kpi.queue_intervals as sums
inner join named on sums.kpi = named.kpi
inner join site_moments as moments on sums.interval_at = moments.interval_at
inner join site_rows as rows
    on sums.business_date = rows.business_date
    and moments.half_hour = rows.half_hour
    and sums.shop is not distinct from rows.shop
    and sums.queue is not distinct from rows.queue
where sums.business_date between getvariable('shown_from') and getvariable('as_of')
