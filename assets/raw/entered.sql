-- Per file of the batch: good records, refused ones, and good ones that yielded to another.
with lost as (
    select file_id, count(*) as lost from losers where origin = 'new' group by all
),

entered as (
    select
        batch_files.file_id,
        coalesce(counts.good, 0) as good,
        coalesce(counts.bad, 0) as bad,
        coalesce(lost.lost, 0) as lost,
    from batch_files
    left join counts on batch_files.file_id = counts.file_id
    left join lost on batch_files.file_id = lost.file_id
)

select * from entered
