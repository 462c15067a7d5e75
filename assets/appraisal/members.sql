-- Everybody at work in the period, with team and role of their last day in it: one row per agent.
with agents as (
    select * from staged.agents
),

in_period as (
    select
        agent_id,
        coalesce(team, '') as team,
        coalesce(role, '') as role,
        valid_from,
    from agents
    where valid_from <= $1 and valid_to >= $2
        and (hired_on is null or hired_on <= $1)
        and (left_on is null or left_on >= $2)
),

members as (
    select agent_id, team, role
    from in_period
    qualify row_number() over (partition by agent_id order by valid_from desc, team, role) = 1
    order by agent_id
)

select * from members
