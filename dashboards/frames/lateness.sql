-- One row per dated log: its first and last business day; the undated ones stand at 1970.
with days as (
    select * from ops.days
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
    order by log
)

select * from logs
