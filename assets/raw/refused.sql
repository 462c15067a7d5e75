-- Every record that is refused: which of its file, on which line, why, and its shape.
-- The reader numbers rows without the lines that gave none, and lines with the breaks inside
-- quoted cells; here the two are brought together. Lines without anything are not counted.
insert into refused
with breaks as (
    select
        file_id,
        _row as row,
        sum(_breaks) over earlier as breaks,
        _row + sum(_breaks) over earlier as span,
    from examined
    where _breaks > 0
    window earlier as (partition by file_id order by _row)
),

lines as (
    select
        *,
        line - getvariable('lines_before_records')
        - row_number() over (partition by file_id order by line) as span,
        row_number() over (partition by file_id order by line) as nth_line,
    from unreadable
),

-- how many rows stand before each line that gave none
placed as (
    select lines.*, lines.span - coalesce(breaks.breaks, 0) as rows_before
    from lines
    asof left join breaks on lines.file_id = breaks.file_id and lines.span >= breaks.span
),

of_lines as (
    select
        placed.file_id,
        rows_before + nth_line as record,
        line,
        cast(null as varchar) as "column",
        unreadable_words.reason,
        raw,
    from placed
    left join unreadable_words on placed.error_type = unreadable_words.error_type
),

judged as (
    select examined.*, coalesce(breaks.breaks, 0) as breaks_before
    from examined
    asof left join breaks on examined.file_id = breaks.file_id and examined._row > breaks.row
    where examined._doubtful and examined._verdict is not null
),

of_rows as (
    select
        judged.file_id,
        judged._nth + count(placed.line) as record,
        getvariable('lines_before_records') + judged._row + breaks_before
        + count(placed.line) as line,
        any_value(judged._verdict."column") as "column",
        any_value(judged._verdict.reason) as reason,
        any_value(judged._shape) as raw,
    from judged
    left join placed
        on judged.file_id = placed.file_id and placed.rows_before < judged._row
    group by judged.file_id, judged._nth, judged._row, breaks_before
),

refused as (
    select *, 1 as records from of_lines
    union all
    select *, 1 as records from of_rows
    union all
    select file_id, null, null, null, getvariable('left_out_reason'), null, records from left_out
)

select * from refused;
