-- Files with rejected records, the three commonest reasons of each.
with reasons as (
    select file_id, reason, count(*) as records
    from ops.rejects
    group by all
),

commonest as (
    select file_id, list({reason: reason, records: records} order by records desc, reason)[:3] as reasons
    from reasons
    group by all
),

files as (
    select loads.file, sum(loads.rejected) as rejected, sum(loads.records_read) as records_read, any_value(commonest.reasons) as reasons
    from ops.loads as loads
    inner join commonest on loads.file_id = commonest.file_id
    where loads.rejected > 0
    group by all
)

select * from files order by rejected desc, file
