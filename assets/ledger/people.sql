-- staged.agents as an appraisal reads it.
create schema staged;

create table staged.agents (
    agent_id varchar,
    name varchar,
    team varchar,
    role varchar,
    shop varchar,
    valid_from date,
    valid_to date,
    hired_on date,
    left_on date,
);
