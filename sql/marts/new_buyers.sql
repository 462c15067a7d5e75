-- The first paid order of every buyer in a shop, in the whole log.
with orders as (
    select *
    from marts.orders
    where is_paid and customer_id is not null and paid_on <= getvariable('last_day')
),

-- of two orders that were paid in one second, the one placed first, then the lower id
firsts as (
    select
        customer_id,
        shop,
        min({
            paid_at: paid_at,
            placed_at: placed_at,
            order_id: order_id,
            paid_on: paid_on,
            agent_id: agent_id,
            paid_amount: paid_amount,
            source: source,
            file_id: file_id
        }) as first_order
    from orders
    group by customer_id, shop
    having min(paid_on) >= getvariable('first_day')
),

new_buyers as (
    select
        customer_id,
        shop,
        first_order.order_id,
        first_order.agent_id,
        first_order.paid_at,
        first_order.paid_amount,
        first_order.source,
        first_order.file_id,
        first_order.paid_on as business_date
    from firsts
)

select * from new_buyers
