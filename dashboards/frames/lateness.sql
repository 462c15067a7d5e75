-- One row per log: its first and last business day.
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
        and day is not null
    group by all
    order by log
)

select * from logs
