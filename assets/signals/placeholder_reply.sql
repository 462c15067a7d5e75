-- Replies within seconds, after which the same agent wrote again much later, unasked.
with messages as (
    select * from marts.chat_messages
    where counts and business_date between $first and $last
),

in_order as (
    select
        agent_id,
        message_id as record,
        sent_at as moment,
        is_reply,
        file_id,
        lag(is_reply) over story as follows_reply,
        lag(sent_at) over story as asked_at,
        lead(is_reply) over story as precedes_reply,
        lead(sent_at) over story as next_at,
    from messages
    window story as (
        partition by source, business_date, shop, channel, agent_id, customer_id
        order by sent_at, is_reply, message_id
    )
),

placeholders as (
    select
        agent_id,
        record,
        moment,
        date_diff('second', moment, next_at) as number,
        null::varchar as other,
        file_id,
    from in_order
    where is_reply and not follows_reply and precedes_reply
        and moment <= asked_at + to_seconds($first_within_seconds)
        and next_at >= moment + to_seconds($next_after_seconds)
)

select * from placeholders
