-- One row per reason, column and source: the most frequent reasons for rejecting a line. A line that
-- two sources read from one file, and neither can, stands once.
with rejects as (
    select * from ops.rejects
    where reason not in ('left out by the source', '按格式设定不计入')
),

loads as (
    select distinct file_id, source from ops.loads
),

lines as (
    select
        rejects.file,
        rejects.reason,
        coalesce(rejects."column", '') as "column",
        coalesce(rejects.line, rejects.record) as line,
        coalesce(min(loads.source), '') as source,
        any_value(coalesce(rejects.records, 1)) as records
    from rejects
    left join loads on rejects.file_id = loads.file_id
    group by all
),

counted as (
    select
        reason,
        "column",
        source,
        sum(records)::bigint as records,
        min((file, line)) as first
    from lines
    group by all
),

placed as (
    select
        reason,
        "column",
        source,
        records,
        first[1] as file,
        first[2] as line
    from counted
    order by records desc, reason, source
    limit 20
)

select * from placed
