-- One row per reason and source: the most frequent reasons for rejecting a line.
with rejects as (
    select * from ops.rejects
),

loads as (
    select distinct file_id, source from ops.loads
),

counted as (
    select
        rejects.reason,
        coalesce(loads.source, '') as source,
        count(*)::bigint as records
    from rejects
    left join loads using (file_id)
    group by all
    order by records desc, reason, source
    limit 20
)

select * from counted
