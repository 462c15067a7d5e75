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
