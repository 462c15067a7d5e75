-- Days of the last two months with far more or fewer records than the same weekday of the eight
-- weeks before: further from their median than `times` median deviations, than chance alone
-- explains, than two fifths of it, and than twenty records. A day that is still running is held
-- against the same half hours.
with candidates as (
    select
        log_days.log,
        log_days.source,
        log_days.day,
        log_days.first_day,
        if(log_days.day = log_days.last_day, source_spans.last_slot, null) as until_slot,
    from log_days
    inner join source_spans
        on log_days.log = source_spans.log and log_days.source = source_spans.source
    where log_days.day > log_days.last_day - 62
),

compared as (
    select
        candidates.*,
        weeks_back,
        candidates.day - 7 * weeks_back::integer as compared_day,
    from candidates
    cross join range(0, 9) as weeks(weeks_back)
    where candidates.day - 7 * weeks_back::integer > candidates.first_day
),

counted as (
    select
        compared.log,
        compared.source,
        compared.day,
        compared.weeks_back,
        coalesce(sum(log_profile.records), 0)::bigint as records,
    from compared
    left join log_profile
        on compared.log = log_profile.log
        and compared.source = log_profile.source
        and compared.compared_day = log_profile.day
        and (compared.until_slot is null or log_profile.slot <= compared.until_slot)
    group by all
),

weeks as (
    select
        log,
        source,
        day,
        any_value(records) filter (where weeks_back = 0) as records,
        median(records) filter (where weeks_back > 0) as usual,
        mad(records) filter (where weeks_back > 0) as deviation,
        count(*) filter (where weeks_back > 0) as weeks,
    from counted
    group by all
),

odd as (
    select log, source, day, records, round(usual)::bigint as usual
    from weeks
    where weeks >= 4
        and abs(records - usual) > greatest(
            getvariable('volume_times') * 1.4826 * deviation,
            getvariable('volume_times') * sqrt(usual),
            0.4 * usual,
            20
        )
        and (log, source, day) not in (select (log, source, day) from missing_day)
)

select * from odd order by log, day, source
