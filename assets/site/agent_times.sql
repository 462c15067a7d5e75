-- How many of one KPI's times fell into each bucket, by the number of the row.
select
    rows.row,
    times.bucket::integer as bucket,
    sum(times.n)::integer as n
from kpi.durations as times
inner join site_rows as rows
    on times.business_date = rows.business_date
    and times.agent_id is not distinct from rows.agent_id
    and times.shop is not distinct from rows.shop
    and times.queue is not distinct from rows.queue
    and times.channel is not distinct from rows.channel
where times.kpi = $kpi
    and times.business_date between getvariable('shown_from') and getvariable('as_of')
group by all
order by all
