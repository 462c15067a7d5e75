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
        sessions,
        replied_within_3_minutes,
        first_response_seconds,
        average_response_seconds,
        rated,
        satisfied,
        invited,
        inquiry_buyers,
        order_buyers,
        paid_buyers,
        paid_amount,
        refund_amount,

        -- times
        reported_on,
        business_date,

    from logged
)

select * from renamed
