-- Rejected records by source, since a daily export leaves one file per day: which files, and why.
-- Rows that a source leaves out on purpose, such as totals, are nobody's to mend.
-- A line that two sources read from one file, and neither can, is said once.
with amiss as (
    select
        min(loads.source) as source,
        loads.file,
        rejects.reason,
        any_value(coalesce(rejects.records, 1)) as records,
    from ops.rejects as rejects
    inner join ops.loads as loads on rejects.file_id = loads.file_id
    where rejects.reason not in ('left out by the source', '按格式设定不计入')
    group by loads.file, rejects.reason, rejects.line, rejects.record
),

reasons as (
    select source, reason, sum(records)::bigint as records from amiss group by all
),

commonest as (
    select
        source,
        list({reason: reason, records: records} order by records desc, reason)[:3] as reasons,
    from reasons
    group by all
),

rejected as (
    select source, file, sum(records)::bigint as records from amiss group by all
),

files as (
    select
        loads.source,
        list(loads.file order by rejected.records desc, loads.file) as files,
        sum(rejected.records) as rejected,
        sum(loads.records_read) as records_read,
    from ops.loads as loads
    inner join rejected on loads.source = rejected.source and loads.file = rejected.file
    group by all
),

sources as (
    select files.files, files.rejected, files.records_read, commonest.reasons
    from files
    inner join commonest on files.source = commonest.source
)

select * from sources order by rejected desc, files
