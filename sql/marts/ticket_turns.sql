-- Every event as a turn in its ticket's life: what it does to the ticket and to who waits.
with events as (
    select
        ticket_id,
        events.at as told_at,
        event,
        agent_id,
        coalesce(actor_role, if(agent_id is not null, 'agent', 'customer')) as actor_role,
        -- where the log names nobody, a ticket was reopened for the customer
        actor_role is distinct from 'agent' as is_by_others,
        value,
        source,
        file_id,
        business_date
    from staged.ticket_events as events
    where business_date between getvariable('first_day') - 366 and getvariable('last_day') + 366
),

known as (
    select
        ticket_id,
        source,
        business_date,
        created_at,
        settings.schedule_of(null, shop, team) as schedule,
        coalesce(status in ('deleted', 'spam', 'merged'), false) as is_void
    from staged.tickets
    where business_date between getvariable('first_day') - 366 and getvariable('last_day') + 397
),

-- the log of tickets may date a ticket a little later or earlier than its first event
listed as (
    select
        events.* exclude (source, business_date),
        known.created_at,
        known.schedule,
        known.source,
        known.business_date
    from events
    join known
        on known.ticket_id = events.ticket_id
        and events.business_date between known.business_date - 31 and known.business_date + 366
    where
        not known.is_void
        and known.business_date between getvariable('first_day') and getvariable('last_day')
),

unclaimed as (
    select *
    from events
    anti join known
        on known.ticket_id = events.ticket_id
        and events.business_date between known.business_date - 31 and known.business_date + 366
),

-- an id that was silent for more than 366 days is another ticket
spaced as (
    select
        *,
        lag(business_date) over (partition by ticket_id order by told_at) as previous_day
    from unclaimed
),

started as (
    select
        ticket_id,
        business_date as started_on,
        min(told_at) as created_at,
        min(source) as source,
        settings.schedule_of(null, null, null) as schedule
    from spaced
    where
        (previous_day is null or previous_day < business_date - 366)
        and business_date between getvariable('first_day') and getvariable('last_day')
    group by all
),

-- tickets that are known by their events alone
unlisted as (
    select
        unclaimed.* exclude (source, business_date),
        started.created_at,
        started.schedule,
        started.source,
        started.started_on as business_date
    from started
    join unclaimed
        on unclaimed.ticket_id = started.ticket_id
        -- where the clock is set back an hour may be of the day before the first event's
        and unclaimed.business_date between started.started_on - 1 and started.started_on + 366
),

voided as (
    select ticket_id, source, business_date
    from unlisted
    where event = 'status'
    group by all
    having lower(arg_max(value, (told_at, value))) in ('deleted', 'spam', 'merged')
),

placed as (
    select * from listed
    union all by name
    select * from unlisted
    anti join voided using (ticket_id, source, business_date)
),

openings as (
    select distinct ticket_id, told_at
    from events
    where event = 'created' and actor_role = 'agent'
),

told as (
    select
        placed.* exclude (told_at, is_by_others, actor_role),
        placed.told_at as happened_at,
        case event
            when 'status' then coalesce(if(lower(value) = 'resolved', 'solved', lower(value)), 'open')
            when 'created' then if(value in ('open', 'pending', 'on_hold'), value, 'new')
            when 'solved' then event
            when 'closed' then event
            when 'reopened' then 'open'
        end as status,
        actor_role = 'agent' as is_by_agent,
        case event
            when 'customer_message' then true
            when 'created' then true
            when 'public_reply' then actor_role = 'customer'
            when 'status' then is_by_others
            when 'reopened' then is_by_others
            else false
        end as asks,
        -- what an agent writes while opening a ticket is not a reply
        event = 'public_reply' and actor_role = 'agent' and openings.ticket_id is null as answers
    from placed
    left join openings using (ticket_id, told_at)
),

-- in one instant a ticket is opened or open again, then asked, answered, done
turns as (
    select
        *,
        case
            when event = 'created' then 0
            when status in ('solved', 'closed') then 5 + (status = 'solved')::int
            when status is not null then 1
            when asks then 2
            when answers then 3
            else 4
        end::tinyint as turn,
        settings.business_clock(schedule, happened_at)::decimal(18, 6) as open_seconds
    from told
),

-- one sort tells how it stood before, until when it stays so, and what was answered before
stood as (
    select
        *,
        last_value(status ignore nulls) over earlier as status_before,
        lead(if(status is null, null, happened_at) ignore nulls) over in_turn as ends_at,
        lead(if(status is null, null, open_seconds) ignore nulls) over in_turn
            as open_seconds_at_end,
        count(*) filter (turn = 3 or turn >= 5) over earlier as ends_before,
        count(*) filter (turn = 3) over earlier as replies_before
    from turns
    where turn <> 4
    window
        in_turn as (
            partition by ticket_id, business_date, source
            order by happened_at, turn, status, agent_id, event, is_by_agent, value
        ),
        earlier as (
            partition by ticket_id, business_date, source
            order by happened_at, turn, status, agent_id, event, is_by_agent, value
            rows between unbounded preceding and 1 preceding
        )
),

named as (
    select
        ticket_id,
        created_at,
        happened_at,
        turn,
        event,
        agent_id,
        is_by_agent,
        value,
        status,
        status_before,
        status in ('solved', 'closed') as is_done,
        coalesce(status_before in ('solved', 'closed'), false) as was_done,
        ends_at,
        case turn
            when 0 then true
            when 1 then asks and coalesce(status_before in ('solved', 'closed'), false)
            when 2 then not coalesce(status_before in ('solved', 'closed'), false)
            else false
        end as asks,
        ends_before,
        replies_before,
        schedule,
        open_seconds,
        open_seconds_at_end,
        source,
        file_id,
        business_date
    from stood
    union all by name
    select * exclude (answers) replace (false as asks) from turns where turn = 4
)

select * from named
