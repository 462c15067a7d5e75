-- Of one file, as one source reads it: each kind of refusal, how often, and the first of each.
with refused as (
    select
        rejects.*,
        -- the same complaint about another text is the same kind
        regexp_replace(reason, '["“].*["”]', '') as kind,
    from ops.rejects as rejects
    inner join ops.loads as loads using (file_id)
    where loads.file = $file and loads.source = $source
),

-- records that were counted, not listed, have no number
by_kind as (
    select
        arg_min(reason, coalesce(record, 0)) as reason,
        "column",
        sum(records)::bigint as records,
        min(record) as record,
        arg_min(line, coalesce(record, 0)) as line,
    from refused
    group by kind, "column"
)

select * from by_kind order by records desc, record, reason
