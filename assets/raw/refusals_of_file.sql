-- Of one file, as one source reads it: each reason for refusing records, and the first of them.
with refused as (
    select rejects.*
    from ops.rejects as rejects
    inner join ops.loads as loads using (file_id)
    where loads.file = $file and loads.source = $source
),

by_reason as (
    select
        reason,
        "column",
        count(*) as records,
        min(record) as record,
        arg_min(line, record) as line,
    from refused
    group by reason, "column"
)

select * from by_reason order by records desc, record, reason
