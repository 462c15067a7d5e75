-- Per file of the batch: records that were stored, and records that were refused.
create or replace temp table counts as
with stored as (
    select file_id, count(*) as good
    from raw_table
    where file_id in (select file_id from batch_files)
    group by all
),

bad as (
    select file_id, sum(records) as bad from refused group by all
),

counts as (
    select
        batch_files.file_id,
        coalesce(stored.good, 0)::bigint as good,
        coalesce(bad.bad, 0)::bigint as bad,
    from batch_files
    left join stored on batch_files.file_id = stored.file_id
    left join bad on batch_files.file_id = bad.file_id
)

select * from counts;
