-- One row per source and log: what became of the lines that its files brought. Lines that a source
-- leaves out on purpose, such as totals, are nobody's to mend.
with loads as (
    select * from ops.loads
),

left_out as (
    select file_id, sum(coalesce(records, 1))::bigint as left_out
    from ops.rejects
    where reason in ('left out by the source', '按格式设定不计入')
    group by file_id
),

summed as (
    select
        loads.source,
        loads.log,
        count(*)::bigint as files,
        sum(loads.records_read)::bigint as records_read,
        sum(loads.loaded)::bigint as loaded,
        sum(loads.duplicates)::bigint as duplicates,
        sum(coalesce(left_out.left_out, 0))::bigint as left_out,
        sum(loads.rejected - coalesce(left_out.left_out, 0))::bigint as rejected
    from loads
    left join left_out on loads.file_id = left_out.file_id
    group by all
    order by all
)

select * from summed
