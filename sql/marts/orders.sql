with orders as (
    select
        order_id,
        customer_id,
        shop,
        placed_at,
        paid_at,
        shipped_at,
        closed_at,
        status,
        amount,
        if(paid_at is null, null, coalesce(paid_amount, amount)) as paid_amount,
        items,
        agent_id as reported_agent_id,
        source,
        file_id,
        business_date
    from staged.orders
    where business_date between getvariable('first_day') and getvariable('last_day')
),

-- an invoice is paid when it is written; a negative quantity on one is a correction of stock
invoices as (
    select
        order_id,
        min(customer_id) as customer_id,
        min(shop) as shop,
        min(placed_at) as placed_at,
        min(placed_at) as paid_at,
        null::timestamp as shipped_at,
        null::timestamp as closed_at,
        'paid' as status,
        sum(quantity::decimal(18, 3) * unit_price)::decimal(18, 4) as amount,
        sum(quantity::decimal(18, 3) * unit_price)::decimal(18, 4) as paid_amount,
        sum(quantity::decimal(18, 3))::bigint as items,
        null::varchar as reported_agent_id,
        source,
        min(file_id) as file_id,
        business_date
    from staged.order_lines
    where
        kind = 'sale'
        and quantity > 0
        and business_date between getvariable('first_day') and getvariable('last_day')
    group by source, order_id, business_date
),

placed as (
    select * from orders
    union all by name
    select * from invoices
),

-- when people of the desk wrote to customers
replies as (
    select customer_id, shop, agent_id, sent_at, business_date as sent_on
    from marts.chat_messages
    where
        is_reply
        and agent_id is not null
        and business_date between getvariable('first_day') - 5 and getvariable('last_day') + 15
    union all
    select customer_id, shop, agent_id, replied_at, settings.business_day(replied_at)
    from marts.chat_threads
    where
        replied_at is not null
        and agent_id is not null
        and business_date between getvariable('first_day') - 19 and getvariable('last_day') + 15
),

-- less than 4 days before the payment; on the day of the order or the day before, until the order
talks as (
    select
        placed.source,
        placed.order_id,
        placed.business_date,
        replies.agent_id,
        max(sent_at) filter (sent_at <= paid_at and sent_at > paid_at - interval 4 days)
            as before_payment_at,
        max(sent_at) filter (sent_at <= placed_at and sent_on >= placed.business_date - 1)
            as before_order_at
    from placed
    join replies
        on replies.customer_id = placed.customer_id
        and replies.sent_on between placed.business_date - 5 and placed.business_date + 15
        and (replies.shop = placed.shop or replies.shop is null or placed.shop is null)
    group by all
    having before_payment_at is not null or before_order_at is not null
),

writers as (
    select
        source,
        order_id,
        business_date,
        arg_max(agent_id, (before_payment_at, agent_id)) filter (before_payment_at is not null)
            as last_before_payment,
        arg_max(agent_id, (before_order_at, agent_id)) filter (before_order_at is not null)
            as last_before_order,
        list(agent_id order by agent_id) filter (before_payment_at is not null) as payment_agents,
        list(agent_id order by agent_id) filter (before_order_at is not null) as order_agents
    from talks
    group by all
),

credited as (
    select
        placed.*,
        coalesce(last_before_payment, if(paid_at is null, null, reported_agent_id)) as agent_id,
        coalesce(last_before_order, reported_agent_id) as order_agent_id,
        coalesce(last_before_order, last_before_payment, reported_agent_id)
            as order_then_payment_agent_id,
        payment_agents,
        order_agents
    from placed
    left join writers using (source, order_id, business_date)
),

dated as (
    select
        *,
        paid_at is not null as is_paid,
        settings.business_day(paid_at) as paid_on,
        settings.business_day(shipped_at) as shipped_on
    from credited
)

select * from dated
