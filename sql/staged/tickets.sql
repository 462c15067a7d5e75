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

        -- flags
        is_sla_met,
        is_complaint,
        is_satisfied,

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
