-- Results of a period with people's names as of its last day: one row per scheme and agent.
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
        results.team,
        results.scheme,
        results.agent_id,
        coalesce(names.name, '') as name,
        results.score,
        results.rank,
        results.ranked,
        coalesce(results.grade, '') as grade,
        coalesce(results.level, '') as level,
        coalesce(results.blocks, '{}') as blocks,
        coalesce(results.awards, '[]') as awards,
        results.pay,
        results.flags,
        results.assumed,
        coalesce(results.problem, '') as problem,
    from results
    left join names using (agent_id)
    where results.period = $1
    order by
        results.team,
        results.scheme,
        results.rank nulls last,
        results.agent_id
)

select * from named
