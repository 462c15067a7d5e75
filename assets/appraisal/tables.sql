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
    rank integer,
    ranked integer,
    pay varchar not null,
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
