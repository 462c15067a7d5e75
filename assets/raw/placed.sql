-- Of the contenders for a key: who loses to a later version, a later file or its own like, and
-- which records of one file only their order can tell apart.
create or replace temp table placed as
select
    *,
    first_value(file_id) over latest as winner,
    dense_rank() over latest as place,
    count(distinct content) over (partition by the_key, version, file_id) as contents,
    row_number() over (partition by the_key, version, file_id order by row) as nth,
from contenders
window latest as (partition by the_key order by version desc nulls last, file desc);

create or replace temp table losers as
select origin, row, file_id, winner, day from placed where place > 1 or nth > 1;

create or replace temp table open_ties as
select * from placed where place = 1 and contents > 1;
