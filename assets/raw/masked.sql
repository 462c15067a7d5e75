-- A rejected record is kept for its shape only: letters, longer numbers and other scripts may
-- name a customer. The record's number leads to the line itself in the file.
create or replace temp macro masked(line) as case
    -- what should have been a time is no telephone number, and its digits show what is wrong
    when regexp_full_match(line, '[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([T ][0-9:.]{0,15})?')
        then line
    else left(
        regexp_replace(
            regexp_replace(
                regexp_replace(line, '[^\x00-\x7F]', '※', 'g'),
                '[A-Za-z]', 'x', 'g'
            ),
            '[0-9]([-. ()+/]{0,2}[0-9]){4,}', '#####', 'g'
        ),
        400
    )
end;

-- Cells that are meant to be an agent, a shop or a status, should they hold a customer after all.
create or replace temp macro guarded(cell) as case
    when regexp_matches(cell, '[0-9]([-. ()+]{0,2}[0-9]){6,}|@') or length(cell) > 60
        then masked(cell)
    else cell
end;
