-- One row per check that did not hold.
with checks as (
    select * from ops.checks
),

failed as (
    select
        relation,
        name,
        message_en,
        message_zh
    from checks
    where not passed
    order by relation, name
)

select * from failed
