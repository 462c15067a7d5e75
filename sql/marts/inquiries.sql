-- without a log of orders nobody knows who bought: such days have no inquiries, not unpaid ones
with orders as (
    select
        customer_id,
        shop,
        placed_at,
        paid_at,
        closed_at,
        paid_on,
        shipped_on,
        paid_amount,
        business_date
    from marts.orders
    where business_date between getvariable('first_day') - 21 and getvariable('last_day') + 4
),

known_days as (
    select distinct business_date + unnest(range(-4, 22))::integer as business_date
    from (select distinct business_date from orders)
),

conversations as (
    select *
    from marts.chat_conversations
    semi join known_days using (business_date)
    where
        customer_id is not null
        and business_date between getvariable('first_day') and getvariable('last_day')
),

of_customer as (
    select
        conversations.business_date,
        conversations.agent_id,
        conversations.customer_id,
        conversations.shop,
        conversations.channel,
        -- placed before and not cancelled by then: the customer came for something bought
        bool_or(
            orders.placed_at < first_asked_at
            and orders.business_date >= conversations.business_date - 21
            and (orders.closed_at is null or orders.closed_at > first_asked_at)
        ) as has_open_order,
        bool_or(
            orders.placed_at >= first_asked_at
            and orders.business_date <= conversations.business_date + 1
        ) as is_ordered,
        bool_or(
            orders.placed_at >= first_asked_at
            and orders.business_date <= conversations.business_date + 1
            and orders.shipped_on <= conversations.business_date + 7
        ) as is_shipped,
        bool_or(
            orders.placed_at >= first_asked_at and orders.paid_on <= conversations.business_date
        ) as is_paid_same_day,
        bool_or(
            orders.placed_at >= first_asked_at
            and orders.business_date <= conversations.business_date + 1
            and orders.paid_on <= conversations.business_date + 1
        ) as is_paid_next_day,
        bool_or(
            orders.placed_at >= first_asked_at
            and orders.business_date <= conversations.business_date + 1
            and orders.paid_on <= conversations.business_date + 4
        ) as is_paid,
        bool_or(
            orders.placed_at >= first_asked_at
            and orders.paid_at <= first_asked_at + interval 72 hours
        ) as is_paid_72h,
        sum(orders.paid_amount) filter (
            orders.placed_at >= first_asked_at
            and orders.business_date <= conversations.business_date + 1
            and orders.paid_on <= conversations.business_date + 4
        ) as paid_amount
    from conversations
    join orders
        on orders.customer_id = conversations.customer_id
        and orders.business_date
            between conversations.business_date - 21 and conversations.business_date + 4
        and (
            orders.shop = conversations.shop
            or orders.shop is null
            or conversations.shop is null
        )
    group by all
),

inquiries as (
    select
        conversations.agent_id,
        conversations.customer_id,
        conversations.shop,
        conversations.channel,
        conversations.first_asked_at,
        conversations.is_replied,
        not coalesce(has_open_order, false) as is_inquiry,
        coalesce(is_ordered, false) as is_ordered,
        coalesce(is_shipped, false) as is_shipped,
        coalesce(is_paid_same_day, false) as is_paid_same_day,
        coalesce(is_paid_next_day, false) as is_paid_next_day,
        coalesce(is_paid, false) as is_paid,
        coalesce(is_paid_72h, false) as is_paid_72h,
        of_customer.paid_amount,
        conversations.source,
        conversations.file_id,
        conversations.business_date
    from conversations
    left join of_customer
        on of_customer.business_date = conversations.business_date
        and of_customer.customer_id = conversations.customer_id
        and of_customer.agent_id is not distinct from conversations.agent_id
        and of_customer.shop is not distinct from conversations.shop
        and of_customer.channel is not distinct from conversations.channel
)

select * from inquiries
