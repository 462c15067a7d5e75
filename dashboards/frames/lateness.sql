-- One row per dated log: its first and last business day; the undated ones stand at 1970. A log
-- that lags behind as its exports always do is not late: the check of the log says which it is.
with days as (
    select * from ops.days
),

verdicts as (
    select replace(relation, 'raw.', '') as log, not passed as is_late
    from ops.checks
    where name = 'freshness'
),

logs as (
    select
        replace(relation, 'raw.', '') as log,
        min(day) as first_day,
        max(day) as last_day,
        count(distinct day)::bigint as days
    from days
    where relation like 'raw.%'
        and date_column = 'business_date'
        and day > date '1970-01-01'
    group by all
),

judged as (
    select logs.*, verdicts.is_late
    from logs
    left join verdicts on logs.log = verdicts.log
)

select * from judged order by log
