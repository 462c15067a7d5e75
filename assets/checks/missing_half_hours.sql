-- Half hours in a row without any record, in the last two months, in which even the quietest of
-- the same weekdays of the eight weeks before had a good many.
with days as (
    select log_days.*, source_spans.last_slot
    from log_days
    inner join source_spans
        on log_days.log = source_spans.log and log_days.source = source_spans.source
    where log_days.records > 0 and source_spans.last_slot is not null
),

slots as (
    select log, source, day, slot, sum(records)::bigint as records
    from log_profile
    where slot is not null
    group by all
),

-- what is empty is inside the log's span: the running day ends with its last record
empty as (
    select days.log, days.source, days.day, half_hour.slot::integer as slot
    from days
    cross join range(0, 48) as half_hour(slot)
    anti join slots
        on days.log = slots.log
        and days.source = slots.source
        and days.day = slots.day
        and half_hour.slot = slots.slot
    where days.day > days.last_day - 62
        and (days.day < days.last_day or half_hour.slot < days.last_slot)
),

islands as (
    select
        *,
        slot - row_number() over (partition by log, source, day order by slot) as island,
    from empty
),

gaps as (
    select log, source, day, min(slot) as first_slot, max(slot) as last_slot
    from islands
    group by log, source, day, island
),

weeks as (
    select
        gaps.*,
        days.day as compared_day,
        coalesce(sum(slots.records), 0) as records,
        min(slots.slot) as first_busy,
        max(slots.slot) as last_busy,
    from gaps
    inner join days
        on gaps.log = days.log
        and gaps.source = days.source
        and days.day between gaps.day - 56 and gaps.day - 7
        and isodow(days.day) = isodow(gaps.day)
        and days.day > days.first_day
    left join slots
        on days.log = slots.log
        and days.source = slots.source
        and days.day = slots.day
        and slots.slot between gaps.first_slot and gaps.last_slot
    group by all
),

missing as (
    select
        log,
        source,
        day,
        min(first_busy) as first_slot,
        max(last_busy) + 1 as end_slot,
        round(median(records))::bigint as usual,
    from weeks
    group by log, source, day, weeks.first_slot
    having count(*) >= 4 and min(records) >= getvariable('fewest_records')
),

said as (
    select
        log,
        source,
        day,
        strftime(day + to_seconds(getvariable('day_begins') + first_slot * 1800), '%H:%M') as since,
        strftime(day + to_seconds(getvariable('day_begins') + end_slot * 1800), '%H:%M') as until,
        usual,
    from missing
)

select * from said order by log, day, since, source
