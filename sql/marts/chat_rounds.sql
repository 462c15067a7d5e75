with messages as (
    select *
    from marts.chat_messages
    where business_date between getvariable('first_day') and getvariable('last_day')
),

compared as (
    select *, lag(is_reply) over in_turn as was_reply
    from messages
    window in_turn as (
        partition by business_date, agent_id, customer_id, shop, channel
        order by sent_at, is_reply, message_id
    )
),

-- the first message of every run: of a customer, then of the agent, and so on
turns as (
    select * from compared where is_reply is distinct from was_reply
),

followed as (
    select *, lead(sent_at) over in_turn as replied_at
    from turns
    window in_turn as (
        partition by business_date, agent_id, customer_id, shop, channel
        order by sent_at, is_reply, message_id
    )
),

rounds as (
    select
        agent_id,
        customer_id,
        shop,
        channel,
        sent_at as asked_at,
        replied_at,
        source,
        file_id,
        business_date
    from followed
    where not is_reply
    union all
    select
        agent_id,
        customer_id,
        shop,
        channel,
        asked_at,
        replied_at,
        source,
        file_id,
        business_date
    from marts.chat_threads
    where business_date between getvariable('first_day') and getvariable('last_day')
),

timed as (
    select
        *,
        replied_at is not null as is_replied,
        seconds_between(asked_at, replied_at) as response_seconds
    from rounds
)

select * from timed
