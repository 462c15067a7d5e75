-- People as the period's sheets know them.
with agents as (
    select * from staged.agents
),

known as (
    select agent_id, name, team, role, shop, valid_from, valid_to, hired_on, left_on
    from agents
    where valid_from <= $last
    order by all
)

select * from known
