-- Per file of the batch: good records, refused ones, and good ones that yielded to another.
with lost as (
    select file_id, count(*) as lost from losers where origin = 'new' group by all
),

entered as (
    select
        counts.file_id,
        counts.good,
        counts.bad,
        coalesce(lost.lost, 0) as lost,
    from counts
    left join lost on counts.file_id = lost.file_id
)

select * from entered
