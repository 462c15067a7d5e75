-- Rejected records by source, column and reason, with the first place where each is found.
-- A published copy of before may lack the newer columns.
with every_column as (
    select
        null::integer as file_id,
        null::varchar as file,
        null::bigint as record,
        null::bigint as line,
        null::varchar as "column",
        null::varchar as reason,
        null::bigint as records,
    where false
),

rejects as (
    select file_id, file, record, line, "column", reason, coalesce(records, 1) as records
    from (from every_column union all by name select * exclude (raw) from ops.rejects)
    where reason not in ('left out by the source', '按格式设定不计入')
),

sources as (
    select distinct file_id, source from ops.loads
),

counted as (
    select
        sources.source,
        rejects.reason,
        rejects."column",
        sum(rejects.records)::bigint as records,
        count(distinct rejects.file)::bigint as files,
        min((rejects.file, rejects.line, rejects.record)) as first,
    from rejects
    inner join sources on rejects.file_id = sources.file_id
    group by all
),

placed as (
    select
        source,
        reason,
        "column",
        records,
        files,
        first[1] as file,
        first[2] as line,
        first[3] as record,
    from counted
)

select * from placed order by records desc, source, reason limit 500
