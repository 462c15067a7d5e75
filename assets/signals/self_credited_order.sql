-- Paid orders whose buyer never wrote before paying; the credited agent wrote after the order.
with orders as (
    select * from marts.orders
    where is_paid and paid_on between $first and $last and agent_id is not null
),

messages as (
    select * from marts.chat_messages
    where counts and business_date between $first - $days - 1 and $last
),

talk as (
    select
        orders.order_id,
        orders.source,
        count(*) filter (not messages.is_reply) as questions,
        min(messages.sent_at) filter (messages.is_reply and messages.agent_id = orders.agent_id)
            as written_at,
    from orders
    join messages
        on messages.customer_id = orders.customer_id
        and messages.sent_at <= orders.paid_at
        and messages.sent_at >= orders.paid_at - to_days($days)
    group by all
),

unasked as (
    select
        agent_id,
        order_id as record,
        written_at as moment,
        date_diff('minute', written_at, paid_at) as number,
        null::varchar as other,
        file_id,
    from orders
    join talk using (order_id, source)
    where questions = 0 and written_at >= placed_at
)

select * from unasked
