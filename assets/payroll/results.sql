-- Results of a period: one row per scheme and agent, with the name as of the period's last day.
with results as (
    select * from score.results
),

agents as (
    select * from staged.agents
),

notices as (
    select
        coalesce(string_agg(en, ' ' order by position), '') as notices_en,
        coalesce(string_agg(zh, ' ' order by position), '') as notices_zh,
    from score.notices
    where period = $period
),

names as (
    select agent_id, name
    from agents
    where valid_from <= $last and name is not null
    qualify row_number() over (partition by agent_id order by valid_from desc, name) = 1
),

named as (
    select
        results.period,
        results.scheme,
        results.team,
        results.agent_id,
        coalesce(names.name, '') as name,
        results.score,
        results.grade,
        results.level,
        results.rank,
        results.ranked,
        array_to_string(from_json(results.assumed, '["varchar"]'), '; ') as assumed,
        array_to_string(
            list_transform(
                from_json(results.flags, '[{"id": "varchar"}]'), lambda flag: flag.id
            ),
            '; '
        ) as flags,
        coalesce(results.problem, '') as problem,
        results.pay,
        notices.notices_en,
        notices.notices_zh,
    from results
    left join names using (agent_id)
    cross join notices
    where results.period = $period
    order by results.scheme, results.agent_id
)

select * from named
