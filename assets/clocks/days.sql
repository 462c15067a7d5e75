-- The spans cut at midnights of UTC, with every day between the first and the last, open or not.
insert into settings.open_days
with days as (
    select schedule, unnest(generate_series($first::date, $last::date, interval 1 day))::date as day
    from (select distinct schedule from settings.schedules where schedule <> 'always')
),

cut as (
    select
        schedule,
        unnest(generate_series(
            opens_at::date, (closes_at - interval 1 microsecond)::date, interval 1 day
        ))::date as day,
        greatest(opens_at, day) as opens_at,
        least(closes_at, day + interval 1 day) as closes_at
    from settings.open_spans
    where schedule <> 'always'
),

per_day as (
    select
        schedule,
        day,
        list(opens_at order by opens_at) as opens,
        list(closes_at order by opens_at) as closes,
        sum(epoch_us(closes_at) - epoch_us(opens_at))::bigint // 1000000 as seconds
    from cut
    group by all
),

counted as (
    select
        days.schedule,
        days.day,
        (
            sum(coalesce(seconds, 0)) over (partition by days.schedule order by days.day)
            - coalesce(seconds, 0)
        )::bigint as seconds_before,
        coalesce(opens, []) as opens,
        coalesce(closes, []) as closes
    from days
    left join per_day using (schedule, day)
)

select * from counted order by all
