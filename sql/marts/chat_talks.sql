-- One sort for all that is asked of chats: a message that counts is one number (macro turn), so that
-- numbers in order are messages in order, and in one moment the customer's come first.
with messages as (
    select *
    from marts.chat_messages
    where business_date between getvariable('first_day') and getvariable('last_day')
),

talks as (
    select
        agent_id,
        customer_id,
        shop,
        channel,
        list_sort(list(turn(sent_at, is_reply, is_courtesy)) filter (counts)) as turns,
        count(*) filter (is_reply) as agent_messages,
        count(*) filter (counts and is_courtesy) as courtesies,
        count(*) filter (is_bot) as bot_messages,
        count(*) filter (is_bot) > 0 and count(*) filter (is_reply) = 0 as is_bot_only,
        count(*) filter (is_transfer) as transfers,
        min(source) as source,
        min(file_id) as file_id,
        business_date
    from messages
    group by business_date, agent_id, customer_id, shop, channel
    having count(*) filter (counts and not is_reply) > 0
)

select * from talks
