with logged as (
    select * from raw.chat_reports
),

renamed as (
    select
        -- ids
        agent_id,
        source,
        file_id,

        -- text
        shop,
        channel,

        -- numbers
        consulted,
        received,
        replied,
        unreplied,
        sessions,
        transferred_in,
        transferred_out,
        replied_within_30_seconds,
        replied_within_3_minutes,
        slow_replies,
        first_response_seconds,
        average_response_seconds,
        session_seconds,
        online_seconds,
        messages_in,
        messages_out,
        invited,
        rated,
        satisfied,
        dissatisfied,
        resolved,
        inquiry_buyers,
        order_buyers,
        paid_buyers,
        refund_buyers,
        order_amount,
        paid_amount,
        refund_amount,
        net_amount,

        -- times
        reported_on,
        business_date,

    from logged
)

select * from renamed
