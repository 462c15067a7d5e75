-- What became of the records of each source's files.
with loads as (
    select * from ops.loads
),

summed as (
    select
        source,
        log,
        count(*)::bigint as files,
        sum(records_read)::bigint as records_read,
        sum(loaded)::bigint as loaded,
        sum(duplicates)::bigint as duplicates,
        sum(rejected)::bigint as rejected,
    from loads
    group by all
)

select * from summed order by log, source
