with logged as (
    select * from raw.agents
),

spans as (
    select
        -- ids
        agent_id,
        source,
        file_id,

        -- text
        name,
        team,
        role,
        shop,

        -- times
        coalesce(valid_from, date '0001-01-01') as valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to,
        hired_on,
        left_on,

    from logged
),

-- a later span ends the one before it, so that no day has two
apart as (
    select * replace (
        least(
            valid_to,
            coalesce(
                lead(valid_from) over (
                    partition by agent_id order by valid_from, file_id, team
                ) - 1,
                date '9999-12-31'
            )
        ) as valid_to
    )
    from spans
)

select * from apart
