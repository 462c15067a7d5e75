create schema if not exists score;

create table if not exists score.inputs (
    period varchar not null,
    agent_id varchar not null,
    input varchar not null,
    value varchar,
    numerator varchar,
    denominator varchar,
    n bigint,
    state varchar not null,
    origin varchar not null
);

create table if not exists score.results (
    period varchar not null,
    scheme varchar not null,
    agent_id varchar not null,
    team varchar not null,
    score varchar,
    score_shown varchar,
    grade varchar,
    level varchar,
    rank integer,
    ranked integer,
    pay varchar not null,
    blocks varchar,
    awards varchar,
    flags varchar not null,
    assumed varchar not null,
    problem varchar
);

create table if not exists score.lines (
    period varchar not null,
    scheme varchar not null,
    agent_id varchar not null,
    position integer not null,
    line varchar not null,
    label_en varchar not null,
    label_zh varchar not null,
    input varchar not null,
    rule varchar not null,
    points varchar,
    weight varchar not null,
    weighted varchar,
    next_needs varchar,
    next_gains varchar,
    note varchar not null
);

-- what the numbers of the forms were counted from: of each KPI its definition, its sums per agent,
-- and the first rows behind them
create table if not exists score.counted_kpis (
    period varchar not null,
    kpi varchar not null,
    definition varchar not null
);

create table if not exists score.counted_sums (
    period varchar not null,
    agent_id varchar not null,
    kpi varchar not null,
    numerator varchar,
    denominator varchar,
    n bigint
);

create table if not exists score.counted_rows (
    period varchar not null,
    agent_id varchar not null,
    kpi varchar not null,
    position integer not null,
    relation varchar not null,
    day varchar not null,
    cells varchar not null,
    numerator varchar not null,
    denominator varchar,
    places varchar not null
);

-- a quarter, half-year or year, with the period that ends it: `months` is its name, as 2026-H2
create table if not exists score.summaries (
    period varchar not null,
    months varchar not null,
    scheme varchar not null,
    agent_id varchar not null,
    team varchar not null,
    summary varchar not null,
    label_en varchar not null,
    label_zh varchar not null,
    score varchar not null,
    score_shown varchar not null,
    assumed varchar not null
);

-- what every sheet of a period must say, such as that it was closed too early
create table if not exists score.notices (
    period varchar not null,
    position integer not null,
    en varchar not null,
    zh varchar not null
);

-- what changed in a closed period since: shown, and perhaps paid, with a later one
create table if not exists score.adjustments (
    period varchar not null,
    of_period varchar not null,
    scheme varchar not null,
    agent_id varchar not null,
    what varchar not null,
    was varchar,
    now varchar,
    difference varchar,
    causes varchar not null
);

-- tables of before there were levels, blocks and awards
alter table score.results add column if not exists level varchar;
alter table score.results add column if not exists blocks varchar;
alter table score.results add column if not exists awards varchar;
