-- What everybody was called on a day: one row per agent.
with agents as (
    select * from staged.agents
),

until as (
    select agent_id, coalesce(name, '') as name, valid_from
    from agents
    where valid_from <= $1
),

names as (
    select agent_id, name
    from until
    qualify row_number() over (partition by agent_id order by valid_from desc, name) = 1
)

select * from names
