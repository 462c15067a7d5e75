-- Teams of the people of a period, from the first day to the last that each span has of it.
with agents as (
    select * from staged.agents
),

in_period as (
    select
        agent_id,
        team,
        (greatest(valid_from, $first) - $first)::integer as from_place,
        (least(valid_to, $last) - $first)::integer as to_place,
    from agents
    where valid_from <= $last and valid_to >= $first
)

select * from in_period
