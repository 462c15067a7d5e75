-- Rejected records by source, since a daily export leaves one file per day: which files, and why.
with reasons as (
    select loads.source, rejects.reason, count(*) as records
    from ops.rejects as rejects
    inner join ops.loads as loads on rejects.file_id = loads.file_id
    group by all
),

commonest as (
    select
        source,
        list({reason: reason, records: records} order by records desc, reason)[:3] as reasons,
    from reasons
    group by all
),

files as (
    select
        source,
        list(file order by rejected desc, file) as files,
        sum(rejected) as rejected,
        sum(records_read) as records_read,
    from ops.loads
    where rejected > 0
    group by all
),

sources as (
    select files.files, files.rejected, files.records_read, commonest.reasons
    from files
    inner join commonest on files.source = commonest.source
)

select * from sources order by rejected desc, files
