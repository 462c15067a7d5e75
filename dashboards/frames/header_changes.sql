-- One row per file whose header is another than that of its source's file before it.
with changes as (
    select * from ops.header_changes
),

files as (
    select
        source,
        log,
        file,
        what_en,
        what_zh
    from changes
    order by file desc
    limit 20
)

select * from files
