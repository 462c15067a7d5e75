with logged as (
    select * from raw.orders
),

renamed as (
    select
        -- ids
        order_id,
        customer_id,
        agent_id,
        source,
        file_id,

        -- text
        shop,
        lower(status) as status,

        -- numbers
        amount,
        paid_amount,
        items,

        -- times
        placed_at,
        paid_at,
        shipped_at,
        closed_at,
        updated_at,
        business_date,

    from logged
)

select * from renamed
