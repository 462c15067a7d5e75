with rounds as (
    select *
    from marts.chat_rounds
    where business_date between getvariable('first_day') and getvariable('last_day')
),

windows as (
    select *
    from marts.chat_windows
    where business_date between getvariable('first_day') and getvariable('last_day')
),

added_up as (
    select
        agent_id,
        customer_id,
        shop,
        channel,
        min(asked_at) as first_asked_at,
        min(replied_at) as first_replied_at,
        sum(customer_messages)::bigint as customer_messages,
        sum(agent_messages)::bigint as agent_messages,
        sum(transfers)::bigint as transfers,
        sum(offline_messages)::bigint as offline_messages,
        count(*) as rounds,
        count(replied_at) as replied_rounds,
        count(*) filter (is_closing and not is_replied) as closing_rounds,
        count(*) filter (is_slow) as slow_rounds,
        sum(response_seconds) as response_seconds,
        count(*) filter (is_seen) as seen_rounds,
        count(seen_wait_seconds) as seen_replied_rounds,
        arg_min(seen_wait_seconds, (asked_at, seen_wait_seconds)) as seen_first_response_seconds,
        max(seen_wait_seconds) as seen_longest_seconds,
        min(source) as source,
        min(file_id) as file_id,
        business_date
    from rounds
    group by business_date, agent_id, customer_id, shop, channel
),

judged as (
    select
        added_up.*,
        first_replied_at is not null as is_replied,
        unit,
        within_seconds,
        slow_replies,
        case
            when unit <> 'customer' then null
            when judged_by = 'first' then seen_first_response_seconds
            when seen_rounds = seen_replied_rounds then seen_longest_seconds
        end as judged_seconds
    from added_up
    left join windows
        on windows.business_date = added_up.business_date
        and windows.channel is not distinct from added_up.channel
),

conversations as (
    select
        agent_id,
        customer_id,
        shop,
        channel,
        first_asked_at,
        first_replied_at,
        seconds_between(first_asked_at, first_replied_at) as first_response_seconds,
        is_replied,
        customer_messages,
        agent_messages,
        transfers > 0 as is_transferred,
        offline_messages,
        rounds,
        replied_rounds,
        rounds = replied_rounds + closing_rounds as is_nothing_left_open,
        slow_rounds,
        coalesce(slow_rounds >= slow_replies, false) as is_slow,
        response_seconds,
        seen_rounds > 0 as is_seen,
        seen_replied_rounds > 0 as is_seen_replied,
        if(unit = 'session', null, seen_first_response_seconds) as seen_first_response_seconds,
        coalesce(seen_rounds > 0 and unit = 'customer', false) as is_judged,
        judged_seconds,
        coalesce(judged_seconds <= within_seconds, false) as is_on_time,
        source,
        file_id,
        business_date
    from judged
)

select * from conversations
