-- Messages that count: a customer's, or a human reply. What the platform or a bot says by itself
-- is neither. A message that names neither its agent nor its conversation is part of a thread.
with flat as not materialized (
    select
        agent_id,
        customer_id,
        shop,
        channel,
        messages.at as sent_at,
        message_id,
        sender_role = 'agent' as is_reply,
        conversation_id,
        source,
        file_id,
        business_date
    from staged.chat_messages as messages
    where
        sender_role in ('customer', 'agent')
        and not is_automatic
        and (conversation_id is not null or (agent_id is not null and customer_id is not null))
),

-- conversations in which some message does not say to which agent or from which customer it was
unclear as (
    select business_date, source, conversation_id
    from staged.chat_messages
    where agent_id is null and sender_role in ('customer', 'agent') and conversation_id is not null
    union
    select business_date, source, conversation_id
    from staged.chat_messages
    where
        customer_id is null
        and sender_role in ('customer', 'agent')
        and conversation_id is not null
),

clear as (
    select flat.* from flat anti join unclear using (business_date, source, conversation_id)
),

-- the agent who speaks next in the conversation, else the one who spoke last; its one customer
cleared as (
    select flat.* replace (
        coalesce(
            agent_id,
            first_value(agent_id ignore nulls) over (
                in_turn rows between current row and unbounded following
            ),
            last_value(agent_id ignore nulls) over (
                in_turn rows between unbounded preceding and current row
            )
        ) as agent_id,
        coalesce(
            customer_id,
            min(customer_id) over (partition by business_date, source, conversation_id),
            conversation_id
        ) as customer_id
    )
    from flat
    semi join unclear using (business_date, source, conversation_id)
    window in_turn as (
        partition by business_date, source, conversation_id
        order by sent_at, is_reply, message_id
    )
),

together as (
    select * from clear
    union all by name
    select * from cleared
)

select * from together
