-- Messages that count: a customer's, or a human reply. What the platform or a bot says by itself
-- is neither. Threaded platforms are left to marts.chat_threads.
with threaded as (
    select distinct business_date, source
    from staged.chat_messages
    where reply_to_id is not null
),

-- not materialized, so that whoever reads a few days scans only these
flat as not materialized (
    select
        agent_id,
        customer_id,
        shop,
        channel,
        messages.at as sent_at,
        message_id,
        sender_role = 'agent' as is_reply,
        coalesce(conversation_id, customer_id) as talk,
        source,
        file_id,
        business_date
    from staged.chat_messages as messages
    anti join threaded using (business_date, source)
    where sender_role in ('customer', 'agent') and not is_automatic
),

-- talks in which some message does not say to which agent or from which customer it was
unclear as (
    select business_date, source, coalesce(conversation_id, customer_id) as talk
    from staged.chat_messages
    where agent_id is null and sender_role in ('customer', 'agent')
    union
    select business_date, source, coalesce(conversation_id, customer_id)
    from staged.chat_messages
    where customer_id is null and sender_role in ('customer', 'agent')
),

clear as (
    select flat.* from flat anti join unclear using (business_date, source, talk)
),

-- the agent who speaks next in the talk, else the one who spoke last; the talk's one customer
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
            customer_id, min(customer_id) over (partition by business_date, source, talk)
        ) as customer_id
    )
    from flat
    semi join unclear using (business_date, source, talk)
    window in_turn as (
        partition by business_date, source, talk order by sent_at, is_reply, message_id
    )
),

together as (
    select * from clear
    union all by name
    select * from cleared
)

select * from together
