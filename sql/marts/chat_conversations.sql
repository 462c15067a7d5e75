with messages as (
    select
        business_date,
        agent_id,
        customer_id,
        shop,
        channel,
        count(*) filter (not is_reply) as customer_messages,
        count(*) filter (is_reply) as agent_messages
    from marts.chat_messages
    where business_date between getvariable('first_day') and getvariable('last_day')
    group by all
    union all
    select
        business_date, agent_id, customer_id, shop, channel, count(*), sum(agent_messages)::bigint
    from marts.chat_threads
    where business_date between getvariable('first_day') and getvariable('last_day')
    group by all
),

rounds as (
    select *
    from marts.chat_rounds
    where business_date between getvariable('first_day') and getvariable('last_day')
),

-- messages and rounds side by side, to be added up per conversation
parts as (
    select * from messages
    union all by name
    select *, 1 as rounds from rounds
),

conversations as (
    select
        agent_id,
        customer_id,
        shop,
        channel,
        min(asked_at) as first_asked_at,
        min(replied_at) as first_replied_at,
        seconds_between(min(asked_at), min(replied_at)) as first_response_seconds,
        min(replied_at) is not null as is_replied,
        sum(customer_messages)::bigint as customer_messages,
        sum(agent_messages)::bigint as agent_messages,
        sum(rounds)::bigint as rounds,
        count(*) filter (is_replied) as replied_rounds,
        sum(response_seconds) as response_seconds,
        min(source) as source,
        min(file_id) as file_id,
        business_date
    from parts
    group by business_date, agent_id, customer_id, shop, channel
    having sum(rounds) > 0
)

select * from conversations
