-- Files whose records are not each loaded, a duplicate or rejected, or whose rows are not there.
with stored as (
    select log, file_id, sum(records)::bigint as records from log_records group by all
),

off as (
    select
        loads.log,
        loads.file,
        loads.records_read as records,
        loads.loaded + loads.duplicates + loads.rejected as accounted,
        loads.loaded,
        coalesce(stored.records, 0) as stored,
    from ops.loads as loads
    left join stored on loads.log = stored.log and loads.file_id = stored.file_id
    where loads.records_read <> loads.loaded + loads.duplicates + loads.rejected
        or loads.loaded <> coalesce(stored.records, 0)
)

select * from off order by log, file
