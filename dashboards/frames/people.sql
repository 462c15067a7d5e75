-- One row per agent: name and team as of the last business day.
with agents as (
    select * from staged.agents
),

known as (
    select
        agent_id,
        name,
        team
    from agents
    where valid_from <= getvariable('as_of')
    qualify row_number() over (partition by agent_id order by valid_from desc) = 1
    order by agent_id
)

select * from known
