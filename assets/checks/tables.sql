-- What all checks of logs look at: made anew whenever a log has changed.
create or replace temp table log_records (
    log varchar,
    source varchar,
    file_id integer,
    day date,
    calendar_day date,
    slot integer,
    records bigint,
);

create or replace temp view log_profile as
select * from log_records where day is not null;

create or replace temp table log_agents (log varchar, agent_id varchar, records bigint);

create or replace temp table file_spans (file_id integer, first_day date, last_day date);

create or replace temp table missing_day (log varchar, source varchar, day date);
