-- A rejected record is kept for its shape only: letters, long numbers and other scripts may
-- name a customer. The record's number leads to the line itself in the file.
create or replace temp macro masked(line) as left(
    regexp_replace(
        regexp_replace(
            regexp_replace(line, '[^\x00-\x7F]', '※', 'g'),
            '[A-Za-z]', 'x', 'g'
        ),
        '[0-9]{5,}', '#####', 'g'
    ),
    400
);

-- Cells that are meant to be an agent, a shop or a status, should they hold a customer after all.
create or replace temp macro guarded(cell) as case
    when regexp_matches(cell, '[0-9]{7,}|@') or length(cell) > 60 then masked(cell) else cell
end;
