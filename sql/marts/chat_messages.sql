-- A message counts when it is a customer's or a person's reply; what the platform or a bot says by
-- itself does not, and is here to be counted apart. A message that names neither its agent nor its
-- conversation is part of a thread.
with flat as not materialized (
    select
        agent_id,
        customer_id,
        shop,
        channel,
        messages.at as sent_at,
        message_id,
        sender_role in ('customer', 'agent') and not is_automatic as counts,
        sender_role = 'agent' and not is_automatic as is_reply,
        sender_role = 'bot' as is_bot,
        is_courtesy,
        transferred_to is not null as is_transfer,
        conversation_id,
        source,
        file_id,
        business_date
    from staged.chat_messages as messages
    where conversation_id is not null or (agent_id is not null and customer_id is not null)
),

-- conversations in which some message does not say to which agent or from which customer it was
unclear as (
    select business_date, source, conversation_id
    from staged.chat_messages
    where
        agent_id is null
        and (sender_role in ('customer', 'agent', 'bot') or transferred_to is not null)
        and conversation_id is not null
    union
    select business_date, source, conversation_id
    from staged.chat_messages
    where
        customer_id is null
        and (sender_role in ('customer', 'agent', 'bot') or transferred_to is not null)
        and conversation_id is not null
),

-- not an anti join: with few such conversations that builds its table of all messages
clear as (
    select *
    from flat
    where not coalesce((business_date, source, conversation_id) in (from unclear), false)
),

-- the agent who speaks next in the conversation, else the one who spoke last; its one customer
cleared as (
    select flat.* replace (
        coalesce(
            agent_id,
            first_value(if(counts, agent_id, null) ignore nulls) over (
                in_turn rows between current row and unbounded following
            ),
            last_value(if(counts, agent_id, null) ignore nulls) over (
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
