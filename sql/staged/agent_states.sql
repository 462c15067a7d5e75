with logged as (
    select * from raw.agent_states
),

renamed as (
    select
        -- ids
        agent_id,
        source,
        file_id,

        -- text
        lower(state) as state,
        reason,
        queue,
        shop,
        channel,

        -- times
        logged.at,
        business_date,

    from logged
)

select * from renamed
