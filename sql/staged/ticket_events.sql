with logged as (
    select * from raw.ticket_events
),

renamed as (
    select
        -- ids
        ticket_id,
        actor_id,
        agent_id,
        source,
        file_id,

        -- text
        lower(event) as event,
        lower(actor_role) as actor_role,
        value,

        -- times
        logged.at,
        business_date,

    from logged
)

select * from renamed
