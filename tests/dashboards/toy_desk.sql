-- rows: whom each agent serves, where, on the days that they work
create table toy_rows as
with kinds as (
    select kind, row_number() over () as place
    from (select unnest(getvariable('logs')) as kind)
),

days as (
    select unnest(generate_series(getvariable('first'), getvariable('last'), interval 1 day))::date as business_date
),

work as (
    select
        business_date,
        people.agent_id,
        kind,
        hash(people.agent_id, kind, getvariable('seed')) as lot,
        hash(people.agent_id, kind, business_date, getvariable('seed')) as chance
    from days
    cross join (
        select agent_id, row_number() over (order by agent_id) - 1 as place from staged.agents
    ) as people
    cross join kinds
    where (people.place + kinds.place) % len(getvariable('logs')) < getvariable('each_does')
)

select
    business_date,
    agent_id,
    kind,
    case
        when kind <> 'calls' then getvariable('shops')[1 + (lot % len(getvariable('shops')))::integer]
    end as shop,
    case
        when kind = 'calls' then getvariable('queues')[1 + (lot % len(getvariable('queues')))::integer]
    end as queue,
    case
        when kind in ('chats', 'tickets')
            then getvariable('channels')[1 + (lot % len(getvariable('channels')))::integer]
    end as channel,
    null::timestamp as interval_at,
    (15 + chance % 17)::integer as volume
from work
where chance % 7 < 5;

-- intervals: half hours from 09:00 to 22:00
create table toy_intervals as
select
    days.business_date::date as business_date,
    'calls' as kind,
    null::varchar as agent_id,
    null::varchar as shop,
    queue,
    null::varchar as channel,
    days.business_date + to_minutes(30 * slot) - interval 8 hour as interval_at,
    (4 + hash(queue, business_date, slot, getvariable('seed')) % 17)::integer as volume
from generate_series(getvariable('first'), getvariable('last'), interval 1 day) as days (business_date)
cross join (select unnest(getvariable('queues')) as queue)
cross join generate_series(18, 43) as slots (slot)
where list_contains(getvariable('logs'), 'calls');

-- days: how far each log reaches
insert into ops.days (relation, date_column, day, version)
select 'raw.' || kind, 'business_date', day::date, 1
from (select unnest(getvariable('logs')) as kind)
cross join generate_series(getvariable('first'), getvariable('last'), interval 1 day) as days (day);

-- health: what loading met
insert into ops.loads by name
select
    row_number() over ()::integer as file_id,
    'landing/' || kind || '.csv' as file,
    repeat('0', 64) as sha256,
    kind || '-export' as source,
    kind as log,
    10000 as records_read,
    9890 as loaded,
    90 as duplicates,
    20 as rejected,
    timestamp '2026-03-04 00:00:00' as loaded_at
from (select unnest(getvariable('logs')) as kind);
insert into ops.rejects by name
select
    1 as file_id, 'landing/' || getvariable('logs')[1] || '.csv' as file, 7 as record, 8 as line,
    'at' as "column", 'not a time' as reason, 'x,y' as raw, 1 as records;
insert into ops.checks by name
select
    'raw.' || getvariable('logs')[1] as relation, 'volume' as name, 'warn' as severity,
    false as passed, '1 odd day.' as message_en, '1 天异常。' as message_zh;

-- presence of a log
insert into TABLE by name
select distinct
    $log as kpi, business_date, PLACES, 1 as numerator,
    null as denominator, 1 as n, null as squares
from ROWS
where $kind in (kind, 'all');

-- counts of contacts
insert into TABLE by name
select
    $kpi as kpi, business_date, PLACES,
    (volume * (1 + hash($kpi, business_date, agent_id, queue, interval_at) % 5 / 8) * $mean)::integer as numerator,
    null as denominator,
    numerator::bigint as n,
    null as squares
from ROWS
where $kind in (kind, 'all');

-- shares of contacts
insert into TABLE by name
select
    $kpi as kpi, business_date, PLACES,
    least(volume, (volume * ($share + (hash($kpi, business_date, agent_id, queue, interval_at) % 100) / 1000.0 - 0.05))::integer) as numerator,
    volume as denominator,
    volume as n,
    null as squares
from ROWS
where $kind in (kind, 'all');

-- means of times
insert into TABLE by name
select
    $kpi as kpi, business_date, PLACES,
    (volume * $mean * (0.7 + (hash($kpi, business_date, agent_id, queue, interval_at) % 600) / 1000.0))::integer as numerator,
    volume as denominator,
    volume as n,
    (numerator::double * numerator / volume * 1.6)::bigint as squares
from ROWS
where $kind in (kind, 'all');

-- times in their buckets
insert into TABLE by name
select
    $kpi as kpi, business_date, agent_id, shop, queue, channel,
    ($middle + ((hash($kpi, business_date, agent_id, one) % 17) + (hash(one, business_date, agent_id, $kpi) % 17) + (hash(one, agent_id, business_date) % 17))::integer - 24)::smallint as bucket,
    count(*) as n
from ROWS
cross join lateral (select unnest(generate_series(1, volume)) as one)
where $kind in (kind, 'all')
group by all;
