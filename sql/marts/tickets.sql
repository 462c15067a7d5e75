with tickets as (
    select *
    from staged.tickets
    where
        business_date between getvariable('first_day') and getvariable('last_day')
        and coalesce(status not in ('deleted', 'spam', 'merged'), true)
),

states as (
    select *
    from marts.ticket_states
    where business_date between getvariable('first_day') and getvariable('last_day')
),

first_waits as (
    select ticket_id, source, business_date, asked_at, business_seconds
    from marts.ticket_replies
    where
        business_date between getvariable('first_day') and getvariable('last_day')
        and is_first
        and ended_by = 'reply'
),

-- the log of tickets, and tickets that are known by their events alone; events win
merged as (
    select
        ticket_id,
        source,
        business_date,
        coalesce(tickets.file_id, states.file_id) as file_id,
        coalesce(tickets.created_at, states.created_at) as created_at,
        coalesce(asked_at, tickets.created_at, states.created_at) as first_asked_at,
        if(coalesce(has_replies, false), states.first_reply_at, tickets.first_reply_at)
            as first_reply_at,
        coalesce(first_reply_agent_id, tickets.agent_id) as first_reply_agent_id,
        if(has_replies, reply_count, null) as reply_count,
        coalesce(has_states, false) as has_states,
        if(has_states, states.first_solved_at, tickets.solved_at) as first_solved_at,
        coalesce(first_solved_by_agent_id, tickets.agent_id) as first_solved_by_agent_id,
        if(has_states, if(is_done, last_solved_at, null), tickets.solved_at) as solved_at,
        coalesce(solved_by_agent_id, tickets.agent_id) as solved_by_agent_id,
        first_reopened_at,
        if(has_states, states.reopen_count, tickets.reopen_count) as reopen_count,
        coalesce(tickets.closed_at, states.closed_at) as closed_at,
        tickets.first_reply_due_at,
        tickets.resolution_due_at,
        tickets.status,
        tickets.priority,
        if(priority_changes > 0, first_priority, coalesce(first_priority, tickets.priority))
            as first_priority,
        coalesce(priority_changes, 0) as priority_changes,
        tickets.category,
        tickets.team,
        tickets.shop,
        tickets.channel,
        tickets.customer_id,
        coalesce(tickets.agent_id, states.assigned_to) as agent_id,
        coalesce(tickets.reassignment_count, states.reassignment_count) as reassignment_count,
        writer_count,
        coalesce(tickets.is_escalated, states.is_escalated, false) as is_escalated,
        coalesce(states.is_by_agent, false) as is_by_agent,
        coalesce(tickets.is_complaint, false) as is_complaint,
        tickets.is_verified,
        tickets.is_satisfied,
        tickets.rating,
        tickets.is_sla_met,
        settings.schedule_of(null, tickets.shop, tickets.team) as schedule,
        coalesce(names_states, false) as names_states,
        first_event_at,
        pending_seconds,
        pending_business_seconds,
        on_hold_seconds,
        on_hold_business_seconds,
        rested_us,
        rested_open_seconds,
        business_seconds as first_wait_business_seconds,
        first_solved_open_seconds,
        last_solved_open_seconds,
        if(has_states, null, tickets.solved_at) as logged_solved_at
    from tickets
    full join states using (ticket_id, source, business_date)
    left join first_waits using (ticket_id, source, business_date)
),

-- a week is how long a solution must hold
judged as (
    select
        *,
        if(has_states, solved_at, coalesce(solved_at, closed_at)) as done_at,
        case
            when first_solved_at is null then null
            when has_states
                then coalesce(first_reopened_at <= first_solved_at + interval 7 days, false)
            else coalesce(reopen_count, 0) > 0
        end as is_reopened,
        names_states and has_states and first_event_at >= created_at and solved_at is not null
            as waits_are_known
    from merged
),

clocked as (
    select
        *,
        settings.business_clock(schedule, created_at) as created_open_seconds,
        if(
            first_wait_business_seconds is null,
            settings.business_clock(schedule, first_reply_at),
            null
        ) as replied_open_seconds,
        settings.business_clock(schedule, logged_solved_at) as logged_open_seconds
    from judged
),

-- what stands before the opening in the log of tickets has no length
measured as (
    select
        *,
        if(first_reply_at >= first_asked_at, seconds_between(first_asked_at, first_reply_at), null)
            as first_reply_seconds,
        if(
            first_reply_at >= first_asked_at,
            coalesce(first_wait_business_seconds, replied_open_seconds - created_open_seconds),
            null
        ) as first_reply_business_seconds,
        if(first_solved_at >= created_at, seconds_between(created_at, first_solved_at), null)
            as first_resolution_seconds,
        if(
            first_solved_at >= created_at,
            coalesce(first_solved_open_seconds, logged_open_seconds) - created_open_seconds,
            null
        ) as first_resolution_business_seconds,
        if(solved_at >= created_at, seconds_between(created_at, solved_at), null)
            as full_resolution_seconds,
        coalesce(last_solved_open_seconds, logged_open_seconds) as solved_open_seconds,
        if(
            solved_at >= created_at,
            coalesce(last_solved_open_seconds, logged_open_seconds) - created_open_seconds,
            null
        ) as full_resolution_business_seconds
    from clocked
),

timed as (
    select
        ticket_id,

        -- moments
        created_at,
        first_asked_at,
        first_reply_at,
        first_reply_agent_id,
        first_solved_at,
        first_solved_by_agent_id,
        solved_at,
        solved_by_agent_id,
        first_reopened_at,
        closed_at,
        done_at,
        first_reply_due_at,
        resolution_due_at,

        -- who and what
        agent_id,
        customer_id,
        team,
        shop,
        channel,
        case
            when lower(channel) in ('phone', 'call', 'voice', 'telephone', 'voicemail', '电话', '热线')
                then 'phone'
            when
                lower(channel) in (
                    'chat', 'im', 'live_chat', 'messaging', 'messenger', 'native_messaging', 'wechat',
                    'whatsapp', 'line', 'sms', '在线', '即时通讯', '微信', '旺旺', '飞信', 'qq'
                )
                then 'im'
            else 'other'
        end as channel_kind,
        category,
        case
            when lower(category) in ('feedback', 'opinion', 'suggestion', '意见', '建议', '意见反馈', '客户意见')
                then 'feedback'
            when lower(category) in ('relay', 'forward', 'message', '信息传递', '转达', '转交') then 'relay'
        end as category_kind,
        status,
        priority,
        first_priority,
        priority_changes,
        schedule,
        created_open_seconds::decimal(18, 6) as open_seconds,

        -- what came of it
        reply_count,
        writer_count,
        reopen_count,
        reassignment_count,
        has_states,
        first_reply_at is not null or done_at is not null as is_handled,
        is_reopened,
        coalesce(reopen_count, 0) > 0 as is_ever_reopened,
        if(
            first_solved_at is null or reply_count is null,
            null,
            reply_count = 1 and not is_reopened
        ) as is_one_touch,
        is_by_agent,
        is_complaint,
        is_verified,
        is_escalated,
        is_satisfied,
        rating,
        is_sla_met,

        -- lengths
        first_reply_seconds,
        first_reply_business_seconds::decimal(18, 3) as first_reply_business_seconds,
        first_resolution_seconds,
        first_resolution_business_seconds::decimal(18, 3) as first_resolution_business_seconds,
        full_resolution_seconds,
        full_resolution_business_seconds::decimal(18, 3) as full_resolution_business_seconds,
        if(
            waits_are_known,
            full_resolution_seconds - pending_seconds
            - (rested_us + epoch_us(solved_at)) * 0.000001::decimal(7, 6),
            null
        )::decimal(18, 3) as requester_wait_seconds,
        if(
            waits_are_known,
            full_resolution_business_seconds - pending_business_seconds
            - rested_open_seconds - solved_open_seconds,
            null
        )::decimal(18, 3) as requester_wait_business_seconds,
        if(waits_are_known, pending_seconds, null) as agent_wait_seconds,
        if(waits_are_known, pending_business_seconds, null)::decimal(18, 3)
            as agent_wait_business_seconds,
        if(waits_are_known, on_hold_seconds, null) as on_hold_seconds,
        if(waits_are_known, on_hold_business_seconds, null)::decimal(18, 3)
            as on_hold_business_seconds,

        source,
        file_id,
        settings.business_day(first_reply_at) as first_replied_on,
        settings.business_day(first_solved_at) as first_solved_on,
        settings.business_day(solved_at) as solved_on,
        settings.business_day(done_at) as done_on,
        business_date
    from measured
)

select * from timed
