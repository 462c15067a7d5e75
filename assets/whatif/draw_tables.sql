-- Every draw is a January of its own: what adds up a month then adds up a draw.
create schema kpi;
create schema staged;
create schema ops;
create macro january(draw, place) as make_date(2000 + draw, 1, 1) + place::integer;

create table ops.days (relation varchar, date_column varchar, day date, version bigint);

create table kpi.agent_days as
with placed as (
    select drawn.draw, day_sums.*
    from day_sums
    join drawn using (business_date)
    where kpi not in (from entered)

    union all by name

    -- what people entered for the whole period is there in every draw, once
    select draws.draw, day_sums.*
    from day_sums
    cross join (select distinct draw from drawn) as draws
    where kpi in (from entered)
)

select
    kpi,
    january(draw, place) as business_date,
    agent_id,
    if(kpi in (from peaks), max(most), sum(numerator)) as numerator,
    sum(denominator) as denominator,
    sum(n)::bigint as n,
    sum(squares) as squares,
    null::varchar as shop,
    null::varchar as queue,
    null::varchar as channel,
from placed
group by kpi, draw, place, agent_id;

create table kpi.durations as
select
    kpi,
    january(drawn.draw, 0) as business_date,
    agent_id,
    null::varchar as shop,
    null::varchar as queue,
    null::varchar as channel,
    bucket,
    sum(n)::bigint as n,
from day_times
join drawn using (business_date)
group by kpi, drawn.draw, agent_id, bucket;

-- a draw stands on the first of its January
create table kpi.duration_months as from kpi.durations;

create table staged.agents as
select
    agent_id,
    team,
    january(draw, from_place) as valid_from,
    january(draw, to_place) as valid_to,
from day_people
cross join (select distinct draw from drawn);

create table kpi.catalogue as
from definitions;
