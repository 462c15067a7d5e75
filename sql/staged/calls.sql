with logged as (
    select * from raw.calls
),

renamed as (
    select
        -- ids
        call_id,
        coalesce(leg, '1') as leg,
        agent_id,
        customer_id,
        source,
        file_id,

        -- text
        lower(coalesce(direction, 'inbound')) as direction,
        queue,
        shop,
        topic,
        lower(outcome) as outcome,
        transferred_to,

        -- numbers
        wait_seconds,
        talk_seconds,
        hold_seconds,
        wrap_seconds,

        -- flags
        is_survey_sent,
        is_satisfied,

        -- times
        queued_at,
        answered_at,
        ended_at,
        wrap_ended_at,
        business_date,

    from logged
)

select * from renamed
