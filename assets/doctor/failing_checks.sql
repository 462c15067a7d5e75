-- Checks that failed when they last ran.
with failed as (
    select relation, name, severity, message_en, message_zh from ops.checks where not passed
)

select * from failed order by severity, relation, name
