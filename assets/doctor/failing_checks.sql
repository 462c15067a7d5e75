-- Checks that failed when they last ran.
with latest as (
    select *
    from ops.checks
    qualify row_number() over (partition by relation, name order by checked_at desc, version desc) = 1
)

select relation, severity, message_en, message_zh
from latest
where not passed
order by severity, relation, name
