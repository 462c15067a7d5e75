-- What a period brought one agent, with the name as of its last day: one row per scheme.
with results as (
    select * from score.results
),

agents as (
    select * from staged.agents
),

names as (
    select agent_id, name
    from agents
    where valid_from <= $2 and name is not null
    qualify row_number() over (partition by agent_id order by valid_from desc, name) = 1
),

named as (
    select
        coalesce(names.name, '') as name,
        results.team,
        results.scheme,
        results.score,
        results.grade,
        results.rank,
        results.ranked,
        coalesce(results.problem, '') as problem,
    from results
    left join names using (agent_id)
    where results.period = $1 and results.agent_id = $3
    order by results.scheme
)

select * from named
