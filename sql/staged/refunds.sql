with logged as (
    select * from raw.refunds
),

renamed as (
    select
        -- ids
        refund_id,
        order_id,
        customer_id,
        agent_id,
        source,
        file_id,

        -- text
        shop,
        lower(kind) as kind,
        lower(status) as status,
        reason,

        -- numbers
        amount,

        -- flags
        is_disputed,
        is_intervened,
        is_seller_fault,

        -- times
        applied_at,
        rejected_at,
        agreed_at,
        signed_at,
        finished_at,
        updated_at,
        business_date,

    from logged
)

select * from renamed
