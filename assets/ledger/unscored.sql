-- Why people of the period have no score, and who.
with results as (
    select * from score.results
),

unscored as (
    select problem, list(agent_id order by agent_id) as agents
    from results
    where period = $1 and problem is not null
    group by all
    order by all
)

select * from unscored
