-- Time at work, on breaks and in contacts; a second belongs to the contact that began first.
with spans as (
    select agent_id, state, since_at, until_at, seconds, business_date
    from marts.agent_spans
    where business_date between getvariable('first_day') and getvariable('last_day')
),

known as (
    select distinct agent_id, business_date from spans
),

calls as (
    select
        agent_id,
        queue,
        shop,
        null::varchar as channel,
        answered_at as began_at,
        wrap_ended_at as ends_at,
        answered_at as since_at,
        wrap_ended_at as until_at,
        answered_on as first_day,
        handled_on as last_day
    from marts.calls as calls
    semi join known
        on known.agent_id = calls.agent_id
        and known.business_date between calls.answered_on
            and greatest(calls.answered_on, calls.handled_on)
    where
        is_handled
        and wrap_ended_at > answered_at
        and business_date between getvariable('first_day') - 2 and getvariable('last_day')
),

-- a contact over the end of the day has a part in each day
parts as (
    select * exclude (first_day, last_day), first_day as business_date
    from calls
    where first_day >= last_day
    union all
    select
        * exclude (since_at, until_at, first_day, last_day, business_date),
        if(business_date = first_day, since_at, settings.day_start(business_date)) as since_at,
        least(until_at, settings.day_start(business_date + 1)) as until_at,
        business_date
    from (
        select
            *,
            unnest(
                range(first_day::timestamp, last_day::timestamp + interval 1 hour, interval 1 day)
            )::date as business_date
        from calls
        where first_day < last_day
    )
),

-- sessions of chats never cross a business day
chats as (
    select
        agent_id,
        null::varchar as queue,
        shop,
        channel,
        opened_at as began_at,
        closed_at as ends_at,
        opened_at as since_at,
        closed_at as until_at,
        business_date
    from marts.chat_sessions
    semi join known using (agent_id, business_date)
    where
        closed_at > opened_at
        and business_date between getvariable('first_day') and getvariable('last_day')
),

contacts as (
    select parts.* from parts semi join known using (agent_id, business_date)
    union all by name
    select * from chats
),

-- what one contact adds to those that began before it
added as (
    select
        agent_id,
        business_date,
        queue,
        shop,
        channel,
        greatest(
            since_at,
            coalesce(
                max(until_at) over (
                    partition by agent_id, business_date
                    order by began_at, ends_at, queue, shop, channel
                    rows between unbounded preceding and 1 preceding
                ),
                since_at
            )
        ) as since_at,
        until_at
    from contacts
),

alone as (
    select *, seconds_between(since_at, until_at) as seconds
    from added
    where until_at > since_at
),

counted as (
    select
        *,
        sum(seconds) over (
            partition by agent_id, business_date order by since_at rows unbounded preceding
        ) - seconds as seconds_before
    from alone
),

-- contact time up to each edge of a span
edges as (
    select agent_id, business_date, state, since_at as edge_at, -1 as sign from spans
    union all
    select agent_id, business_date, state, until_at, 1 from spans
),

reached as (
    select
        edges.*,
        coalesce(
            counted.seconds_before
            + seconds_between(counted.since_at, least(counted.until_at, edges.edge_at)),
            0
        ) as contact_seconds
    from edges
    asof left join counted
        on counted.agent_id = edges.agent_id
        and counted.business_date = edges.business_date
        and edges.edge_at >= counted.since_at
),

-- whoever is in a contact is at work, whatever the state says
within_spans as (
    select
        agent_id,
        business_date,
        sum(sign * contact_seconds) as seconds_in_spans,
        coalesce(sum(sign * contact_seconds) filter (state = 'break'), 0) as seconds_in_breaks
    from reached
    group by agent_id, business_date
),

totals as (
    select
        agent_id,
        business_date,
        sum(seconds) as span_seconds,
        coalesce(sum(seconds) filter (state = 'break'), 0) as pause_seconds
    from spans
    group by agent_id, business_date
),

of_contacts as (
    select agent_id, business_date, queue, shop, channel, sum(seconds) as contact_seconds
    from alone
    group by all
),

in_contact as (
    select agent_id, business_date, sum(contact_seconds) as seconds
    from of_contacts
    group by agent_id, business_date
),

present as (
    select
        agent_id,
        span_seconds + coalesce(seconds, 0) - seconds_in_spans as logged_in_seconds,
        pause_seconds - seconds_in_breaks as break_seconds,
        business_date
    from totals
    join within_spans using (agent_id, business_date)
    left join in_contact using (agent_id, business_date)
),

agent_time as (
    select
        agent_id,
        null::varchar as queue,
        null::varchar as shop,
        null::varchar as channel,
        logged_in_seconds::decimal(18, 3) as logged_in_seconds,
        break_seconds::decimal(18, 3) as break_seconds,
        null::decimal(18, 3) as contact_seconds,
        business_date
    from present
    union all
    select
        agent_id, queue, shop, channel, null, null, contact_seconds::decimal(18, 3), business_date
    from of_contacts
)

select * from agent_time
