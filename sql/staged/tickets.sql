with logged as (
    select * from raw.tickets
),

renamed as (
    select
        -- ids
        ticket_id,
        agent_id,
        customer_id,
        source,
        file_id,

        -- text
        lower(status) as status,
        priority,
        category,
        team,
        shop,
        channel,

        -- numbers
        reopen_count,
        reassignment_count,
        rating::decimal(18, 6) as rating,

        -- flags
        is_sla_met,
        is_complaint,
        is_satisfied,
        is_verified,
        is_escalated,

        -- times
        created_at,
        updated_at,
        first_reply_at,
        solved_at,
        closed_at,
        first_reply_due_at,
        resolution_due_at,
        business_date,

    from logged
)

select * from renamed
