-- Per file of the batch: records that can be read, and records that cannot.
create or replace temp table counts as
with readable as (
    select file_id, count(*) - count(_bad) as good, count(_bad) as bad from incoming group by all
),

unreadable as (
    select file_id, 0 as good, count(*) as bad from refused where is_line group by all
),

together as (
    select * from readable
    union all
    select * from unreadable
),

counted as (
    select file_id, sum(good)::bigint as good, sum(bad)::bigint as bad from together group by all
)

select * from counted;
