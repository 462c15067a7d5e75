-- Half hours in a row without any record, in the last two months, where the same half hours of the
-- same weekdays of the eight weeks before had so many that chance alone would not leave none.
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

before as (
    select
        empty.log,
        empty.source,
        empty.day,
        empty.slot,
        median(coalesce(slots.records, 0)) as usual,
        count(*) as weeks,
    from empty
    inner join days
        on empty.log = days.log
        and empty.source = days.source
        and days.day between empty.day - 56 and empty.day - 7
        and isodow(days.day) = isodow(empty.day)
        and days.day > days.first_day
    left join slots
        on days.log = slots.log
        and days.source = slots.source
        and days.day = slots.day
        and empty.slot = slots.slot
    group by all
),

islands as (
    select
        *,
        slot - row_number() over (partition by log, source, day order by slot) as island,
    from before
    where weeks >= 4
),

gaps as (
    select
        log,
        source,
        day,
        min(slot) filter (where usual > 0) as first_slot,
        max(slot) filter (where usual > 0) as last_slot,
        round(sum(usual))::bigint as usual,
    from islands
    group by log, source, day, island
    having sum(usual) >= getvariable('fewest_records')
),

said as (
    select
        log,
        source,
        day,
        strftime(
            day + to_seconds(getvariable('day_begins') + first_slot * 1800), '%H:%M'
        ) as since,
        strftime(
            day + to_seconds(getvariable('day_begins') + (last_slot + 1) * 1800), '%H:%M'
        ) as until,
        usual,
    from gaps
)

select * from said order by log, day, since, source
