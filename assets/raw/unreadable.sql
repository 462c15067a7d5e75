-- Lines of the batch that gave no row, as the reader tells of them; it knows only of text files.
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

create or replace temp table unreadable as
select
    batch_files.file_id,
    lines.line::bigint as line,
    min(lines.error_type::varchar) as error_type,
    masked(min(lines.csv_line)) as raw,
from unreadable_lines as lines
inner join unreadable_scans as scans
    on lines.scan_id = scans.scan_id and lines.file_id = scans.file_id
inner join batch_files on scans.file_path = batch_files.path
group by batch_files.file_id, lines.line;
