-- Platforms where a reply names the message that it answers, and a customer's message names neither
-- an agent nor a conversation: every such message is a round.
with asked as (
    select *
    from staged.chat_messages
    where
        sender_role = 'customer'
        and agent_id is null
        and conversation_id is null
        and not is_automatic
        and business_date between getvariable('first_day') and getvariable('last_day')
),

replies as (
    select *
    from staged.chat_messages
    where
        sender_role = 'agent'
        and reply_to_id is not null
        and not is_automatic
        and business_date between getvariable('first_day') and getvariable('last_day') + 14
),

answered as (
    select
        asked.message_id,
        asked.source,
        min(replies.at) as replied_at,
        arg_min(replies.agent_id, (replies.at, replies.message_id)) as agent_id,
        arg_min(replies.shop, (replies.at, replies.message_id)) as shop,
        count(*) as agent_messages
    from asked
    join replies
        on replies.reply_to_id = asked.message_id
        and replies.source = asked.source
        and replies.at >= asked.at
        and replies.business_date <= asked.business_date + 14
    group by asked.message_id, asked.source
),

-- a message without a reply belongs to the agent who answered the same customer that day
credited as (
    select
        coalesce(
            answered.agent_id,
            first_value(answered.agent_id ignore nulls) over with_customer
        ) as agent_id,
        asked.customer_id,
        coalesce(
            asked.shop,
            answered.shop,
            first_value(answered.shop ignore nulls) over with_customer
        ) as shop,
        asked.channel,
        asked.at as asked_at,
        answered.replied_at,
        coalesce(answered.agent_messages, 0) as agent_messages,
        asked.message_id,
        asked.is_courtesy,
        asked.source,
        asked.file_id,
        asked.business_date
    from asked
    left join answered using (message_id, source)
    window with_customer as (
        partition by asked.business_date, asked.source, asked.customer_id
        order by answered.replied_at, asked.message_id
        rows between unbounded preceding and unbounded following
    )
)

select * from credited
