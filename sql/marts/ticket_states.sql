-- Tickets as their events tell them: replies, solves and reopens.
with events as (
    select
        ticket_id,
        events.at as happened_at,
        event,
        agent_id,
        coalesce(actor_role, if(agent_id is not null, 'agent', 'customer')) as actor_role,
        value,
        source,
        file_id,
        business_date
    from staged.ticket_events as events
    where business_date between getvariable('first_day') - 366 and getvariable('last_day') + 366
),

-- an id that was silent for more than 366 days is another ticket
spaced as (
    select
        *,
        lag(business_date) over (partition by ticket_id order by business_date, happened_at)
            as previous_day
    from events
),

started as (
    select ticket_id, business_date as started_on, min(happened_at) as created_at
    from spaced
    where
        (previous_day is null or previous_day < business_date - 366)
        and business_date between getvariable('first_day') and getvariable('last_day')
    group by all
),

of_ticket as (
    select started.started_on, started.created_at, events.*
    from started
    join events
        on events.ticket_id = started.ticket_id
        and events.business_date between started.started_on and started.started_on + 366
),

states as (
    select
        *,
        case
            when event in ('solved', 'closed') then true
            when event = 'reopened' then false
            when event = 'status' then coalesce(lower(value) in ('solved', 'resolved', 'closed'), false)
        end as is_done,
        lower(if(event = 'status', value, event)) in ('solved', 'resolved') as is_solved
    from of_ticket
),

-- in one instant a ticket is first reopened and then solved
changes as (
    select
        *,
        coalesce(lag(is_done) over in_turn, false) as was_done,
        lead(is_done) over in_turn is null as is_last
    from states
    where is_done is not null
    window in_turn as (
        partition by ticket_id, started_on order by happened_at, is_done, is_solved, event
    )
),

turned as (
    select
        ticket_id,
        started_on,
        min(happened_at) filter (is_done and not was_done) as first_done_at,
        max(happened_at) filter (is_done and not was_done) as last_done_at,
        arg_max(agent_id, (happened_at, agent_id)) filter (is_done and not was_done)
            as solved_by_agent_id,
        bool_or(is_last and is_done) as is_done,
        bool_or(is_solved) as is_ever_solved,
        min(happened_at) filter (not is_done and was_done) as first_reopened_at,
        count(*) filter (not is_done and was_done) as reopen_count
    from changes
    group by all
),

-- what an agent writes while opening a ticket is not a reply
openers as (
    select ticket_id, started_on
    from of_ticket
    where event = 'created' and actor_role = 'agent'
    group by all
),

replies as (
    select
        of_ticket.ticket_id,
        of_ticket.started_on,
        min(happened_at) as first_reply_at,
        arg_min(agent_id, (happened_at, agent_id)) as first_reply_agent_id,
        count(*) as reply_count
    from of_ticket
    left join openers using (ticket_id, started_on)
    where
        event = 'public_reply'
        and actor_role = 'agent'
        and (openers.ticket_id is null or happened_at > created_at)
    group by all
),

others as (
    select
        ticket_id,
        started_on,
        any_value(created_at) as created_at,
        arg_max(coalesce(nullif(value, ''), agent_id), (happened_at, value))
            filter (event = 'assigned') as assigned_to,
        greatest(count(*) filter (event = 'assigned') - 1, 0) as reassignment_count,
        count(*) filter (event = 'customer_message') as customer_messages,
        max(happened_at) filter (event = 'closed') as closed_at,
        bool_or(event = 'public_reply') as has_replies,
        min(source) as source,
        min(file_id) as file_id
    from of_ticket
    group by all
),

folded as (
    select
        ticket_id,
        others.created_at,
        first_reply_at,
        first_reply_agent_id,
        coalesce(reply_count, 0) as reply_count,
        has_replies,
        turned.ticket_id is not null as has_states,
        first_done_at as first_solved_at,
        if(turned.is_done, last_done_at, null) as solved_at,
        solved_by_agent_id,
        first_reopened_at,
        coalesce(turned.reopen_count, 0) as reopen_count,
        closed_at,
        assigned_to,
        reassignment_count,
        customer_messages,
        source,
        file_id,
        started_on as business_date
    from others
    left join turned using (ticket_id, started_on)
    left join replies using (ticket_id, started_on)
)

select * from folded
