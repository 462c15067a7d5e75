-- Loaded records of earlier files that now yield to a newer version are duplicates from here on.
insert into ops.overlaps select distinct file_id, winner from losers where file_id <> winner;

update ops.loads
set loaded = loaded - lost.n, duplicates = duplicates + lost.n
from (
    select file_id, count(*) as n from losers where origin = 'old' group by all
) as lost
where ops.loads.file_id = lost.file_id;
