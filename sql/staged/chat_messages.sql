with logged as (
    select * from raw.chat_messages
),

renamed as (
    select
        -- ids
        message_id,
        conversation_id,
        agent_id,
        customer_id,
        reply_to_id,
        source,
        file_id,

        -- text
        lower(sender_role) as sender_role,
        shop,
        channel,
        transferred_to,
        body,

        -- flags
        coalesce(is_automatic, false) as is_automatic,
        coalesce(is_courtesy, false) as is_courtesy,

        -- times
        logged.at,
        business_date,

    from logged
)

select * from renamed
