with logged as (
    select * from raw.call_events
),

renamed as (
    select
        -- ids
        call_id,
        nullif(agent_id, 'NONE') as agent_id,
        customer_id,
        source,
        file_id,

        -- text
        nullif(queue, 'NONE') as queue,
        lower(event) as event,
        value1,
        value2,
        value3,

        -- times
        logged.at,
        business_date,

    from logged
)

select * from renamed
