-- One row per check that does not hold, and one for all the others.
with checks as (
    select * from ops.checks
),

failed as (
    select
        relation,
        name,
        severity,
        message_en,
        message_zh,
        1::bigint as checks
    from checks
    where not passed
),

others as (
    select
        '' as relation,
        '' as name,
        '' as severity,
        '' as message_en,
        '' as message_zh,
        count(*)::bigint as checks
    from checks
    where passed
    having count(*) > 0
),

listed as (
    select * from failed
    union all
    select * from others
)

select * from listed
