-- How many records each file brought, by business day and half hour of that day.
-- Quarters of an hour first: every zone is a whole number of them off UTC, and they are few.
insert into log_records
with quarters as (
    select
        source,
        file_id,
        {day} as day,
        epoch_us({moment}) // 900000000 as quarter,
        count(*) as records,
    from raw.{log}
    group by all
),

placed as (
    select
        *,
        timezone(
            getvariable('desk_zone'), timezone('UTC', make_timestamp(quarter * 900000000))
        ) as local_time,
    from quarters
),

slots as (
    select
        '{log}' as log,
        source,
        file_id,
        day,
        local_time::date as calendar_day,
        ((epoch(local_time) - epoch(day::timestamp) - getvariable('day_begins')) // 1800)::integer
            as slot,
        sum(records)::bigint as records,
    from placed
    group by all
)

select * from slots
