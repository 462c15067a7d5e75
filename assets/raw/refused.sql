-- Every record that is refused: its number in the file, why, and its shape.
-- Only DuckDB's CSV reader leaves tables of unreadable lines; other formats have none.
create temp table if not exists unreadable_lines (
    scan_id ubigint,
    file_id ubigint,
    line ubigint,
    error_type varchar,
    csv_line varchar,
);

create temp table if not exists unreadable_scans (
    scan_id ubigint,
    file_id ubigint,
    file_path varchar,
);

create or replace temp table refused as
with lines as (
    select
        batch_files.file_id,
        min(lines.line)::bigint - getvariable('lines_before_records') as record,
        any_value(unreadable_words.reason) as reason,
        masked(any_value(lines.csv_line)) as raw,
    from unreadable_lines as lines
    inner join unreadable_scans as scans
        on lines.scan_id = scans.scan_id and lines.file_id = scans.file_id
    inner join batch_files on scans.file_path = batch_files.path
    left join unreadable_words on lines.error_type::varchar = unreadable_words.error_type
    group by batch_files.file_id, lines.line
),

numbered as (
    select
        file_id,
        rowid - min(rowid) over (partition by file_id) + 1 as nth,
        _bad,
        _raw,
    from incoming
),

-- a line that gave no row still counts: it shifts the records that follow it
shifts as (
    select
        file_id,
        record - row_number() over (partition by file_id order by record) as after_nth,
    from lines
),

shifted as (
    select
        numbered.file_id,
        numbered.nth + count(shifts.after_nth) as record,
        numbered._bad as reason,
        numbered._raw as raw,
    from numbered
    left join shifts on numbered.file_id = shifts.file_id and shifts.after_nth < numbered.nth
    where numbered._bad is not null
    group by numbered.file_id, numbered.nth, numbered._bad, numbered._raw
),

refused as (
    select file_id, record, reason, raw, true as is_line from lines
    union all
    select file_id, record, reason, raw, false as is_line from shifted
)

select * from refused;
