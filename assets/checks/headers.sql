-- Each file's header as it was found, in the order of the days that the files are about.
with dated as (
    select file_id, max(day) as last_day from log_profile group by all
),

ordered as (
    select
        loads.log,
        loads.source,
        loads.file,
        headers.names,
        dated.last_day,
    from ops.headers as headers
    inner join ops.loads as loads on headers.file_id = loads.file_id
    left join dated on headers.file_id = dated.file_id
    order by loads.log, loads.source, dated.last_day nulls first, loads.file, loads.file_id
)

select * from ordered
