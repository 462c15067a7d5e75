-- On platforms where a reply names the message that it answers, every customer message is a round.
with messages as (
    select *
    from staged.chat_messages
    where
        business_date between getvariable('first_day') and getvariable('last_day') + 14
        and not is_automatic
),

threaded as (
    select distinct business_date, source from messages where reply_to_id is not null
),

asked as (
    select messages.*
    from messages
    join threaded using (business_date, source)
    where sender_role = 'customer'
),

replies as (
    select * from messages where sender_role = 'agent' and reply_to_id is not null
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
            asked.agent_id,
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
