with tickets as (
    select *
    from staged.tickets
    where business_date between getvariable('first_day') and getvariable('last_day')
),

states as (
    select *
    from marts.ticket_states
    where business_date between getvariable('first_day') - 31 and getvariable('last_day') + 366
),

-- the log of tickets may date a ticket a little later or earlier than its first event
states_of_tickets as (
    select tickets.ticket_id, tickets.source, tickets.business_date, states.* exclude (ticket_id, source, business_date, file_id, created_at)
    from tickets
    join states
        on states.ticket_id = tickets.ticket_id
        and states.business_date between tickets.business_date - 31 and tickets.business_date + 366
    qualify
        row_number() over (
            partition by tickets.ticket_id, tickets.source, tickets.business_date
            order by states.business_date, states.source
        ) = 1
),

known as (
    select distinct ticket_id, business_date
    from staged.tickets
    where business_date between getvariable('first_day') - 366 and getvariable('last_day') + 31
),

-- tickets that are known by their events alone
unlisted as (
    select states.*
    from states
    anti join known
        on known.ticket_id = states.ticket_id
        and known.business_date between states.business_date - 366 and states.business_date + 31
    where states.business_date between getvariable('first_day') and getvariable('last_day')
),

merged as (
    select
        tickets.ticket_id,
        tickets.created_at,
        coalesce(states.first_reply_at, if(coalesce(has_replies, false), null, tickets.first_reply_at))
            as first_reply_at,
        coalesce(states.first_reply_agent_id, tickets.agent_id) as first_reply_agent_id,
        if(coalesce(has_replies, false), reply_count, null) as reply_count,
        if(coalesce(has_states, false), states.first_solved_at, tickets.solved_at)
            as first_solved_at,
        if(coalesce(has_states, false), states.solved_at, tickets.solved_at) as solved_at,
        coalesce(states.solved_by_agent_id, tickets.agent_id) as solved_by_agent_id,
        states.first_reopened_at,
        if(coalesce(has_states, false), states.reopen_count, tickets.reopen_count)
            as reopen_count,
        coalesce(has_states, false) as has_states,
        coalesce(tickets.closed_at, states.closed_at) as closed_at,
        tickets.status,
        tickets.priority,
        tickets.category,
        tickets.team,
        coalesce(tickets.agent_id, states.assigned_to) as agent_id,
        tickets.customer_id,
        tickets.shop,
        tickets.channel,
        coalesce(tickets.reassignment_count, states.reassignment_count) as reassignment_count,
        tickets.is_sla_met,
        coalesce(tickets.is_complaint, false) as is_complaint,
        tickets.is_satisfied,
        tickets.first_reply_due_at,
        tickets.resolution_due_at,
        tickets.source,
        tickets.file_id,
        tickets.business_date
    from tickets
    left join states_of_tickets as states using (ticket_id, source, business_date)
    union all by name
    select
        ticket_id,
        created_at,
        first_reply_at,
        first_reply_agent_id,
        if(has_replies, reply_count, null) as reply_count,
        first_solved_at,
        solved_at,
        solved_by_agent_id,
        first_reopened_at,
        reopen_count,
        has_states,
        closed_at,
        assigned_to as agent_id,
        reassignment_count,
        false as is_complaint,
        source,
        file_id,
        business_date
    from unlisted
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
        if(
            first_reply_due_at is null and resolution_due_at is null,
            (is_sla_met is not null)::int,
            (first_reply_due_at is not null)::int + (resolution_due_at is not null)::int
        ) as sla_targets,
        if(
            first_reply_due_at is null and resolution_due_at is null,
            coalesce(is_sla_met, false)::int,
            coalesce(first_reply_at <= first_reply_due_at, false)::int
            + coalesce(solved_at <= resolution_due_at, false)::int
        ) as sla_targets_met
    from merged
),

timed as (
    select
        *,
        if(
            first_solved_at is null or reply_count is null,
            null,
            reply_count = 1 and not is_reopened
        ) as is_one_touch,
        coalesce(reopen_count, 0) > 0 as is_ever_reopened,
        (seconds_between(created_at, first_reply_at) / 60)::decimal(18, 6) as first_reply_minutes,
        (seconds_between(created_at, solved_at) / 3600)::decimal(18, 6) as full_resolution_hours,
        settings.business_day(first_reply_at) as first_replied_on,
        settings.business_day(first_solved_at) as first_solved_on,
        settings.business_day(solved_at) as solved_on,
        settings.business_day(done_at) as done_on
    from judged
)

select * from timed
