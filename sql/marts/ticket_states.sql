-- Tickets as their events tell them: replies, solves, reopens, and time that stands for nobody.
with turns as (
    select
        *,
        is_done and not was_done as solves,
        was_done and not is_done as reopens,
        seconds_between(happened_at, ends_at) as seconds,
        open_seconds_at_end - open_seconds as business_seconds
    from marts.ticket_turns
    where business_date between getvariable('first_day') and getvariable('last_day')
),

states as (
    select
        ticket_id,
        any_value(created_at) as created_at,
        min(happened_at) as first_event_at,
        bool_or(turn = 0 and is_by_agent) as is_by_agent,

        -- replies
        min(happened_at) filter (turn = 3) as first_reply_at,
        arg_min(agent_id, (happened_at, agent_id)) filter (turn = 3) as first_reply_agent_id,
        count(*) filter (turn = 3) as reply_count,
        bool_or(event = 'public_reply') as has_replies,

        -- solves and reopens
        bool_or(turn in (1, 5, 6)) as has_states,
        min(happened_at) filter (solves) as first_solved_at,
        arg_min(agent_id, (happened_at, agent_id)) filter (solves) as first_solved_by_agent_id,
        max(happened_at) filter (solves) as last_solved_at,
        arg_max(agent_id, (happened_at, agent_id)) filter (solves) as solved_by_agent_id,
        -- a clock never goes back: its least reading is that of the first moment
        min(open_seconds) filter (solves) as first_solved_open_seconds,
        max(open_seconds) filter (solves) as last_solved_open_seconds,
        coalesce(bool_or(is_done) filter (ends_at is null), false) as is_done,
        min(happened_at) filter (reopens) as first_reopened_at,
        count(*) filter (reopens) as reopen_count,
        max(happened_at) filter (event = 'closed') as closed_at,

        -- waits; between a solve and its reopening nobody waits
        bool_or(event = 'status' or (turn = 0 and value in ('new', 'open', 'pending', 'on_hold')))
            as names_states,
        coalesce(sum(seconds) filter (status = 'pending'), 0) as pending_seconds,
        coalesce(sum(business_seconds) filter (status = 'pending'), 0) as pending_business_seconds,
        coalesce(sum(seconds) filter (status = 'on_hold'), 0) as on_hold_seconds,
        coalesce(sum(business_seconds) filter (status = 'on_hold'), 0)
            as on_hold_business_seconds,
        coalesce(sum(epoch_us(happened_at)) filter (reopens), 0)
        - coalesce(sum(epoch_us(happened_at)) filter (solves), 0) as rested_us,
        coalesce(sum(open_seconds) filter (reopens), 0)
        - coalesce(sum(open_seconds) filter (solves), 0) as rested_open_seconds,

        -- priority: what it was from the beginning on, and whether that changed
        arg_max(value, (happened_at, value)) filter (event = 'priority' and happened_at <= created_at)
            as first_priority,
        count(*) filter (event = 'priority' and happened_at > created_at) as priority_changes,

        -- hands
        arg_max(coalesce(nullif(value, ''), agent_id), (happened_at, value))
            filter (event = 'assigned') as assigned_to,
        greatest(count(*) filter (event = 'assigned') - 1, 0) as reassignment_count,
        coalesce(
            list_unique(
                list(agent_id) filter (is_by_agent and event in ('public_reply', 'private_note'))
            ),
            0
        )::bigint as writer_count,
        bool_or(event = 'escalated') as is_escalated,

        source,
        min(file_id) as file_id,
        business_date
    from turns
    group by ticket_id, source, business_date
)

select * from states
