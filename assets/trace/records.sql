-- Where the records sought stand in their file: which of it, and on which line. The reader numbers
-- rows without the lines that gave none, and lines without the breaks inside quoted cells.
with breaks as (
    select _row as row, sum(_breaks) over earlier as breaks, _row + sum(_breaks) over earlier as span
    from reread
    where _breaks > 0
    window earlier as (order by _row)
),

unread as (
    select distinct line::bigint as line from seen_lines
),

lines as (
    select
        line,
        line - getvariable('lines_before_records') - row_number() over (order by line) as span,
        row_number() over (order by line) as nth_line
    from unread
),

placed as (
    select lines.line, lines.span - coalesce(breaks.breaks, 0) as rows_before
    from lines
    asof left join breaks on lines.span >= breaks.span
),

located as (
    select
        reread.*,
        coalesce(breaks.breaks, 0)
        + (select count(*) from placed where placed.rows_before < reread._row) as lines_between,
        (select count(*) from placed where placed.rows_before < reread._row) as unread_before
    from reread
    asof left join breaks on reread._row > breaks.row
)

select
    sought._part,
    sought._row,
    min(located._nth + located.unread_before) as record,
    min(getvariable('lines_before_records') + located._row + located.lines_between) as line
from sought
left join located on sought_agrees
group by sought._part, sought._row, sought._sought
order by sought._part, sought._row, record
