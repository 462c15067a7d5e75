-- Files of which a greater share was rejected than the desk accepts; what a source leaves out on
-- purpose, such as totals, does not count.
with left_out as (
    select file_id, sum(coalesce(records, 1))::bigint as records
    from ops.rejects
    where list_contains(getvariable('left_out'), reason)
    group by all
),

files as (
    select
        loads.log,
        loads.file,
        loads.rejected - coalesce(left_out.records, 0) as rejected,
        loads.records_read - coalesce(left_out.records, 0) as records,
    from ops.loads as loads
    left join left_out on loads.file_id = left_out.file_id
),

over as (
    select *, round(100 * rejected / records, 1) as percent
    from files
    where rejected > getvariable('rejected_at_most') * records
)

select * from over order by log, rejected desc, file
