-- Contacts of customers, and who of them came back. What is sorted is narrow; only what one pass cannot
-- tell (topics, and several contacts at one moment) is looked at again.
with answered as not materialized (
    select
        call_id, leg, queued_at, customer_id, agent_id, topic, queue, shop, source, business_date,
        hash(call_id, source) as call
    from marts.calls
    where
        is_answered
        and business_date between getvariable('first_day') - 8 and getvariable('last_day') + 8
),

-- few calls are passed on: only these are put together
passed_on as (
    select call from answered group by call having count(*) > 1
),

-- a call that is passed on stays one contact, of who answered first
heads as (
    select * from answered where call not in (from passed_on)
    union all
    select *
    from answered
    where call in (from passed_on)
    qualify row_number() over (partition by call_id, source order by queued_at, leg) = 1
),

calls as (
    select
        'call' as kind,
        call_id as contact_id,
        queued_at as contact_at,
        customer_id, agent_id, topic, queue, shop,
        null::varchar as channel,
        business_date
    from heads
),

written as not materialized (
    select
        first_asked_at, customer_id, agent_id, shop, channel, business_date,
        hash(business_date, customer_id, shop, channel) as day
    from marts.chat_conversations
    where
        first_asked_at is not null
        and business_date between getvariable('first_day') - 8 and getvariable('last_day') + 8
),

-- few customers write to two agents on one day: only these are put together
shared as (
    select day from written group by day having count(*) > 1
),

-- whoever writes to two agents on one day is one contact, of the one who was asked first
days as (
    select first_asked_at, customer_id, agent_id, shop, channel, business_date
    from written
    where customer_id is null or day not in (from shared)
    union all
    select
        min(first_asked_at) as first_asked_at,
        customer_id,
        min_by(agent_id, (first_asked_at, agent_id)) as agent_id,
        shop,
        channel,
        business_date
    from written
    where customer_id is not null and day in (from shared)
    group by business_date, customer_id, shop, channel
),

-- words said so late that a chat may go on after the end of the day
midnights as (
    select business_date, settings.day_start(business_date) as day_starts_at
    from (select distinct business_date from written)
),

late as (
    select
        customer_id,
        shop,
        channel,
        max(closed_at) as said_at,
        sessions.business_date + 1 as business_date
    from marts.chat_sessions as sessions
    join midnights on midnights.business_date = sessions.business_date + 1
    where
        closed_at >= day_starts_at - interval 30 minutes
        and customer_id is not null
        and sessions.business_date
        between getvariable('first_day') - 9 and getvariable('last_day') + 8
    group by customer_id, shop, channel, sessions.business_date
),

-- the same chat, not another contact
going_on as (
    select days.*
    from days
    join late
        on late.customer_id = days.customer_id
        and late.business_date = days.business_date
        and late.shop is not distinct from days.shop
        and late.channel is not distinct from days.channel
        and days.first_asked_at <= said_at + interval 30 minutes
),

chats as (
    select
        'chat' as kind,
        null::varchar as contact_id,
        first_asked_at as contact_at,
        customer_id,
        agent_id,
        null::varchar as topic,
        null::varchar as queue,
        shop,
        channel,
        business_date
    from days
    where not exists (
        from going_on
        where
            going_on.customer_id = days.customer_id
            and going_on.business_date = days.business_date
            and going_on.shop is not distinct from days.shop
            and going_on.channel is not distinct from days.channel
    )
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

every_contact as not materialized (
    select * from calls
    union all
    select * from chats
    union all
    select * from tickets
),

narrow as materialized (
    select customer_id, contact_at, kind, topic
    from every_contact
    where customer_id is not null
),

-- who was there once cannot come back; one hash of several customers does no harm here
several as (
    select hash(customer_id) as customer from narrow group by customer having count(*) > 1
),

-- what follows by each kind, whatever it is about
turns as (
    select
        customer_id,
        contact_at,
        kind,
        topic is not null as is_told,
        lead(if(kind = 'call', contact_at, null) ignore nulls) over in_turn as next_call_at,
        lead(if(kind = 'chat', contact_at, null) ignore nulls) over in_turn as next_chat_at,
        lead(if(kind = 'ticket', contact_at, null) ignore nulls) over in_turn as next_ticket_at,
        lag(contact_at) over in_turn as previous_at
    from narrow
    where hash(customer_id) in (from several)
    window in_turn as (partition by customer_id order by contact_at)
),

followed as (
    select
        customer_id,
        contact_at,
        case kind
            when 'call' then next_call_at
            when 'chat' then next_chat_at
            else next_ticket_at
        end as next_alike_at,
        least(next_call_at, next_chat_at, next_ticket_at) as next_at,
        coalesce(previous_at = contact_at, false)
        or next_at = contact_at
        or is_told and coalesce(next_alike_at <= contact_at + interval 7 days, false)
            as is_unclear
    from turns
    where
        least(next_call_at, next_chat_at, next_ticket_at) <= contact_at + interval 7 days
        or previous_at = contact_at
),

-- about what, or what comes after a moment with several contacts, takes another look at these customers
unclear as (
    select distinct customer_id, contact_at from followed where is_unclear
),

again as (
    select narrow.*
    from narrow
    semi join unclear using (customer_id)
),

looked_up as (
    select distinct
        customer_id, contact_at, kind, topic,
        least(
            first_value(contact_at) over of_topic,
            first_value(if(topic is null, contact_at, null) ignore nulls) over of_kind,
            if(topic is null, first_value(contact_at) over of_kind, null)
        ) as next_alike_at,
        first_value(if(kind = 'call', contact_at, null) ignore nulls) over later as next_call_at,
        first_value(if(kind = 'chat', contact_at, null) ignore nulls) over later as next_chat_at,
        first_value(if(kind = 'ticket', contact_at, null) ignore nulls) over later
            as next_ticket_at
    from again
    window
        later as (
            partition by customer_id
            order by contact_at
            range between interval 1 microsecond following and unbounded following
        ),
        of_kind as (
            partition by customer_id, kind
            order by contact_at
            range between interval 1 microsecond following and unbounded following
        ),
        of_topic as (
            partition by customer_id, kind, topic
            order by contact_at
            range between interval 1 microsecond following and unbounded following
        )
),

returns as (
    select
        customer_id,
        contact_at,
        null as of_kind,
        null as of_topic,
        next_alike_at,
        next_at
    from followed
    where not is_unclear
    union all
    select
        customer_id, contact_at, kind, topic, next_alike_at,
        least(
            next_alike_at,
            if(kind = 'call', null, next_call_at),
            if(kind = 'chat', null, next_chat_at),
            if(kind = 'ticket', null, next_ticket_at)
        ) as next_at
    from looked_up
    semi join unclear using (customer_id, contact_at)
),

joined as (
    select every_contact.*, next_alike_at, next_at as next_anywhere_at
    from every_contact
    left join returns
        on returns.customer_id = every_contact.customer_id
        and returns.contact_at = every_contact.contact_at
        and (
            of_kind is null
            or of_kind = kind and of_topic is not distinct from topic
        )
),

contacts as (
    select
        kind, contact_id, contact_at, customer_id, agent_id, topic, queue, shop, channel,
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
