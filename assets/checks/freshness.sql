-- Sources that end before the desk's other logs do, on days that they usually have, by more than
-- their files are apart. One that has been silent for two months was taken out of use.
with files as (
    select log, source, file_id, max(day) as last_day from log_profile group by all
),

distances as (
    select
        log,
        source,
        last_day - lag(last_day) over (partition by log, source order by last_day) as days,
    from files
),

paces as (
    select log, source, greatest(median(days), 1) as days_apart
    from distances
    where days > 0
    group by all
    having count(*) >= 2
),

behind as (
    select
        source_spans.log,
        source_spans.source,
        source_spans.last_day,
        newest.last_day as others_reach,
        coalesce(paces.days_apart, 1) as days_apart,
    from source_spans
    cross join (select max(last_day) as last_day from source_spans) as newest
    left join paces
        on source_spans.log = paces.log and source_spans.source = paces.source
),

late as (
    select log, source, last_day, others_reach
    from behind
    where others_reach - last_day >= days_apart
        and others_reach - last_day <= 62
        and exists (
            select 1
            from usual_weekdays
            where usual_weekdays.log = behind.log
                and usual_weekdays.source = behind.source
                and usual_weekdays.weekday in (
                    select isodow(unnest(generate_series(
                        behind.last_day + 1, behind.others_reach, interval 1 day
                    )))
                )
        )
)

select * from late order by log, source
