-- Days without a record, inside a source's span and on weekdays that usually have some.
with gaps as (
    select log_days.log, log_days.source, log_days.day
    from log_days
    inner join usual_weekdays
        on log_days.log = usual_weekdays.log
        and log_days.source = usual_weekdays.source
        and isodow(log_days.day) = usual_weekdays.weekday
    where log_days.records = 0
)

select * from gaps order by log, day, source
