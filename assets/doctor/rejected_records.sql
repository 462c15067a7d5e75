-- Rejected records by source, since a daily export leaves one file per day: which files, and why.
-- Rows that a source leaves out on purpose, such as totals, are nobody's to mend.
with amiss as (
    select loads.source, loads.file, rejects.reason
    from ops.rejects as rejects
    inner join ops.loads as loads on rejects.file_id = loads.file_id
    where rejects.reason not in ('left out by the source', '按格式设定不计入')
),

reasons as (
    select source, reason, count(*) as records from amiss group by all
),

commonest as (
    select
        source,
        list({reason: reason, records: records} order by records desc, reason)[:3] as reasons,
    from reasons
    group by all
),

rejected as (
    select source, file, count(*) as records from amiss group by all
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
