with logged as (
    select * from raw.order_lines
),

renamed as (
    select
        -- ids
        order_id,
        product_id,
        customer_id,
        source,
        file_id,

        -- text
        shop,
        lower(kind) as kind,

        -- numbers
        quantity,
        unit_price,

        -- times
        placed_at,
        business_date,

    from logged
)

select * from renamed
