-- Each source's first and last day, and the last half hour of its last day.
create or replace temp table source_spans as
with days as (
    select log, source, min(day) as first_day, max(day) as last_day from log_profile group by all
),

spans as (
    select
        days.*,
        max(log_profile.slot) as last_slot,
    from days
    inner join log_profile
        on days.log = log_profile.log
        and days.source = log_profile.source
        and days.last_day = log_profile.day
    group by all
)

select * from spans;

-- Every day between, with its records or none.
create or replace temp table log_days as
with counted as (
    select log, source, day, sum(records)::bigint as records from log_profile group by all
),

every_day as (
    select
        log,
        source,
        first_day,
        last_day,
        unnest(generate_series(first_day, last_day, interval 1 day))::date as day,
    from source_spans
),

filled as (
    select every_day.*, coalesce(counted.records, 0) as records
    from every_day
    left join counted
        on every_day.log = counted.log
        and every_day.source = counted.source
        and every_day.day = counted.day
)

select * from filled;

-- Weekdays that had records in at least half of the source's weeks.
create or replace temp table usual_weekdays as
with weekdays as (
    select
        log,
        source,
        isodow(day) as weekday,
        2 * count(*) filter (where records > 0)
            >= date_diff('day', any_value(first_day), any_value(last_day)) // 7 + 1 as is_usual,
    from log_days
    group by all
)
select log, source, weekday from weekdays where is_usual;
