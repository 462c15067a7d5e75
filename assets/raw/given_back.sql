-- Of the records that had yielded to forgotten files: the latest of each key goes back into the
-- log's table, unless another file's record stands there; the others yield to that from now on.
create or replace temp table kept as
select
    a.*,
    a.rowid as place,
    (select any_value(file) from ops.loads as loads where loads.file_id = a.file_id) as brought_by,
    (select max(b.file_id) from raw_table as b where same_key) as standing
from aside_table as a
where
    list_contains(getvariable('forgotten'), a.yields_to)
    and list_contains(getvariable('gone'), a.file_id);

create or replace temp table ranked as
select
    *,
    row_number() over latest as nth,
    coalesce(standing, first_value(file_id) over latest) as winner
from kept
window latest as (
    partition by the_key order by the_version desc nulls last, brought_by desc, place desc
);

create or replace temp table given_back as
select * from ranked where nth = 1 and standing is null;

insert into raw_table by name select columns_with_room from given_back;

delete from aside_table where rowid in (select place from ranked);

insert into aside_table by name
select * exclude (place, brought_by, standing, nth, winner) replace (winner as yields_to)
from ranked
where file_id <> winner;

update ops.loads
set loaded = loaded + back.n, duplicates = duplicates - back.n
from (select file_id, count(*) as n from given_back group by all) as back
where ops.loads.file_id = back.file_id;

insert into ops.overlaps select distinct file_id, winner from ranked where file_id <> winner;
