-- Contacts of customers, and who of them came back. What is sorted is narrow: few came back, and only
-- those are joined to the rest.
with answered as (
    select call_id, leg, queued_at, customer_id, agent_id, topic, queue, shop, source, business_date,
        is_transferred_out or leg <> '1' as is_of_several
    from marts.calls
    where
        is_answered
        and business_date between getvariable('first_day') - 8 and getvariable('last_day') + 8
),

-- a call that is passed on stays one contact, of who answered first
passed_on as (
    select distinct call_id, source from answered where is_of_several
),

heads as (
    select * from answered anti join passed_on using (call_id, source)
    union all
    select answered.*
    from answered
    semi join passed_on using (call_id, source)
    qualify row_number() over (partition by call_id, source order by queued_at, leg) = 1
),

calls as (
    select
        'call' as kind,
        call_id as contact_id,
        queued_at as contact_at,
        customer_id,
        agent_id,
        topic,
        queue,
        shop,
        null::varchar as channel,
        business_date
    from heads
),

-- whoever writes to two agents on one day is one contact, of the one who was asked first
chats as (
    select
        'chat' as kind,
        null::varchar as contact_id,
        min(first_asked_at) as contact_at,
        customer_id,
        min_by(agent_id, (first_asked_at, agent_id)) as agent_id,
        null::varchar as topic,
        null::varchar as queue,
        shop,
        channel,
        business_date
    from marts.chat_conversations
    where
        first_asked_at is not null
        and business_date between getvariable('first_day') - 8 and getvariable('last_day') + 8
    group by business_date, customer_id, shop, channel, if(customer_id is null, agent_id, null)
),

tickets as (
    select
        'ticket' as kind,
        ticket_id as contact_id,
        created_at as contact_at,
        customer_id,
        coalesce(first_reply_agent_id, solved_by_agent_id, agent_id) as agent_id,
        category as topic,
        null::varchar as queue,
        shop,
        channel,
        business_date
    from marts.tickets
    where
        not coalesce(is_by_agent, false)
        and business_date between getvariable('first_day') - 8 and getvariable('last_day') + 8
),

every_contact as (
    select * from calls
    union all
    select * from chats
    union all
    select * from tickets
),

turns as (
    select
        customer_id,
        contact_at,
        kind,
        topic,
        first_value(if(kind = 'call', contact_at, null) ignore nulls) over later as next_call_at,
        first_value(if(kind = 'chat', contact_at, null) ignore nulls) over later as next_chat_at,
        first_value(if(kind = 'ticket', contact_at, null) ignore nulls) over later
            as next_ticket_at,
        first_value(if(kind = 'call' and topic is null, contact_at, null) ignore nulls) over later
            as next_untold_call_at,
        first_value(if(kind = 'ticket' and topic is null, contact_at, null) ignore nulls) over later
            as next_untold_ticket_at,
        lag(contact_at) over (partition by customer_id order by contact_at) as previous_at,
        least(next_call_at, next_chat_at, next_ticket_at) <= contact_at + interval 7 days
            as is_followed
    from every_contact
    where customer_id is not null
    window later as (
        partition by customer_id order by contact_at
        rows between 1 following and unbounded following
    )
),

-- of contacts at one moment the last sees what comes after that moment
returns as (
    select
        customer_id,
        contact_at,
        min(next_call_at) filter (next_call_at > contact_at) as next_call_at,
        min(next_chat_at) filter (next_chat_at > contact_at) as next_chat_at,
        min(next_ticket_at) filter (next_ticket_at > contact_at) as next_ticket_at,
        min(next_untold_call_at) filter (next_untold_call_at > contact_at) as next_untold_call_at,
        min(next_untold_ticket_at) filter (next_untold_ticket_at > contact_at)
            as next_untold_ticket_at
    from turns
    where is_followed
    group by customer_id, contact_at
),

of_topic as (
    select
        customer_id,
        kind,
        topic,
        contact_at,
        lead(contact_at) over (partition by customer_id, kind, topic order by contact_at) as next_at
    from turns
    where topic is not null and (is_followed or previous_at >= contact_at - interval 7 days)
),

same_topic as (
    select customer_id, kind, topic, contact_at, min(next_at) as next_at
    from of_topic
    where next_at > contact_at
    group by customer_id, kind, topic, contact_at
),

joined as (
    select
        every_contact.*,
        case
            when kind = 'chat' then next_chat_at
            when kind = 'call' and topic is null then next_call_at
            when kind = 'call' then least(next_at, next_untold_call_at)
            when topic is null then next_ticket_at
            else least(next_at, next_untold_ticket_at)
        end as next_alike_at,
        least(
            next_alike_at,
            if(kind = 'call', null, next_call_at),
            if(kind = 'chat', null, next_chat_at),
            if(kind = 'ticket', null, next_ticket_at)
        ) as next_anywhere_at
    from every_contact
    left join returns using (customer_id, contact_at)
    left join same_topic using (customer_id, kind, topic, contact_at)
),

contacts as (
    select
        kind,
        contact_id,
        contact_at,
        customer_id,
        agent_id,
        topic,
        queue,
        shop,
        channel,
        if(
            next_alike_at
            <= contact_at + if(kind = 'chat', interval 72 hours, interval 7 days),
            next_alike_at,
            null
        ) as returned_at,
        if(next_anywhere_at <= contact_at + interval 7 days, next_anywhere_at, null)
            as returned_anywhere_at,
        if(customer_id is null, null, returned_at is null) as is_resolved,
        if(customer_id is null, null, returned_anywhere_at is null) as is_resolved_anywhere,
        business_date
    from joined
    where business_date between getvariable('first_day') and getvariable('last_day')
)

select * from contacts
