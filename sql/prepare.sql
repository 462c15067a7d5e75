create schema if not exists raw;
create schema if not exists staged;
create schema if not exists marts;
create schema if not exists kpi;
create schema if not exists score;
create schema if not exists ops;
create schema if not exists settings;

create table if not exists ops.loads (
    file_id integer,
    file varchar,
    sha256 varchar,
    source varchar,
    log varchar,
    records_read bigint,
    loaded bigint,
    duplicates bigint,
    rejected bigint,
    loaded_at timestamp,
);

create table if not exists ops.rejects (
    file_id integer,
    file varchar,
    record bigint,
    line bigint,
    "column" varchar,
    reason varchar,
    raw varchar,
    records bigint, -- more than one where records are counted, not listed
);

-- when the rows of a day last changed; models that read the day rebuild what depends on it
create table if not exists ops.days (
    relation varchar,
    date_column varchar,
    day date,
    version bigint,
);

-- when a model last rebuilt a day, changed or not
create table if not exists ops.builds (
    relation varchar,
    date_column varchar,
    day date,
    version bigint,
);

create table if not exists ops.models (
    relation varchar,
    fingerprint varchar,
    built_at timestamp,
);

create table if not exists ops.checks (
    relation varchar,
    name varchar,
    severity varchar,
    passed boolean,
    message_en varchar,
    message_zh varchar,
    version bigint,
    checked_at timestamp,
);

-- where the header of a source's file is another than that of the file before it
create table if not exists ops.header_changes (
    log varchar,
    source varchar,
    file varchar,
    what_en varchar,
    what_zh varchar,
);

create table if not exists settings.desk (
    name varchar,
    language varchar,
    time_zone varchar,
    day_starts_at_seconds integer,
    currency varchar,
);

create table if not exists settings.queue_policies (
    queue varchar,
    answer_within_seconds integer,
    short_abandon_seconds integer,
    formula varchar,
    target decimal(9, 6),
);

-- the desk's clock; a moment is a timestamp in UTC
create or replace macro settings.local_time(moment) as
    timezone((select time_zone from settings.desk), timezone('UTC', moment));

create or replace macro settings.business_day(moment) as
    (
        settings.local_time(moment)
        - to_seconds((select day_starts_at_seconds from settings.desk))
    )::date;

-- start of the local half hour, in UTC
create or replace macro settings.half_hour(moment) as
    moment - (
        settings.local_time(moment)
        - time_bucket(interval 30 minutes, settings.local_time(moment))
    );

create or replace macro main.seconds_between(since, until) as
    ((epoch_us(until) - epoch_us(since)) / 1000000)::decimal(18, 3);

create or replace macro main.later_by(moment, seconds) as
    moment + to_microseconds((seconds * 1000000)::bigint);
