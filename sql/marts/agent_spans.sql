-- What agents were ready for, from one change to the next, cut at the ends of business days.
with states as (
    select
        agent_id,
        states.at as happened_at,
        state,
        lower(reason) as reason,
        queue,
        channel,
        business_date
    from staged.agent_states as states
    where
        agent_id is not null
        and business_date between getvariable('first_day') - 3 and getvariable('last_day') + 3
),

-- the same in the words of a queue log, for agents and days of which no states are loaded
logged as (
    select
        agent_id,
        events.at as happened_at,
        case
            when event in ('addmember', 'agentlogin', 'agentcallbacklogin') then 'logged_in'
            when event in ('removemember', 'agentlogoff', 'agentcallbacklogoff') then 'logged_out'
            when event in ('pause', 'pauseall') then 'paused'
            else 'ready'
        end as state,
        if(event in ('agentlogin', 'agentcallbacklogin'), null, lower(value1)) as reason,
        queue,
        null::varchar as channel,
        business_date
    from staged.call_events as events
    anti join states using (agent_id, business_date)
    where
        event in (
            'addmember', 'removemember', 'agentlogin', 'agentlogoff', 'agentcallbacklogin',
            'agentcallbacklogoff', 'pause', 'unpause', 'pauseall', 'unpauseall'
        )
        and agent_id is not null
        and business_date between getvariable('first_day') - 3 and getvariable('last_day') + 3
),

changes as (
    select
        *,
        state = 'logged_in' as is_login,
        state = 'logged_out' as is_logout,
        (state = 'paused' or state = 'logged_in' and reason = 'paused')
        and not coalesce(reason like 'wrap%', false) as is_break
    from (select * from states union all select * from logged)
),

-- within one moment whoever leaves has left before coming again
sessions as (
    select
        *,
        lead(happened_at) over of_queue as next_at,
        lead(is_logout) over of_queue as is_next_logout,
        min(happened_at) filter (is_logout and queue is null) over (
            partition by agent_id
            order by happened_at
            range between interval 1 microsecond following and interval 24 hours following
        ) as left_all_at
    from changes
    where is_login or is_logout
    window of_queue as (
        partition by agent_id, queue, channel order by happened_at, is_login
    )
),

-- a session of one queue lasts until that queue, or all of them, are left within 24 hours
ended as (
    select
        *,
        if(
            is_login,
            least(
                if(is_next_logout and next_at <= happened_at + interval 24 hours, next_at, null),
                left_all_at
            ),
            null
        ) as session_ends_at
    from sessions
),

-- who is still in another queue has not gone, and whoever joins one more has not come
comings as (
    select
        agent_id, happened_at, reason, is_login, is_logout, is_break,
        coalesce(
            max(session_ends_at) over (
                partition by agent_id
                order by happened_at
                range between unbounded preceding and interval 1 microsecond preceding
            ) > happened_at,
            false
        )
        and not (is_logout and queue is null) as is_in_anyway
    from ended
),

steps as (
    select agent_id, happened_at, reason, is_login, is_logout, is_break
    from comings
    where not is_in_anyway
    union all
    select agent_id, happened_at, reason, is_login, is_logout, is_break
    from changes
    where not is_login and not is_logout
),

-- a change may be logged once per queue
moments as (
    select
        agent_id,
        happened_at,
        bool_or(is_login) as is_login,
        bool_or(is_logout) and not bool_or(is_login) as is_out,
        bool_or(is_break) as is_break,
        max(reason) filter (is_break) as reason
    from steps
    group by agent_id, happened_at
),

followed as (
    select
        *,
        lead(happened_at) over in_turn as next_at,
        lead(is_login) over in_turn as is_next_login,
        lead(is_out) over in_turn as is_next_out
    from moments
    window in_turn as (partition by agent_id order by happened_at)
),

judged as (
    select
        agent_id,
        happened_at,
        next_at,
        if(is_break, 'break', 'working') as state,
        reason,
        coalesce(
            not is_next_login
            and next_at <= happened_at + if(is_next_out, interval 24 hours, interval 8 hours),
            false
        ) as is_finished
    from followed
    where not is_out
),

-- what is never ended, or only by the next login, ends with the last call that began in it
unfinished as (
    select
        *,
        unnest([
            settings.business_day(happened_at),
            settings.business_day(happened_at) + 1
        ]) as answered_on
    from judged
    where not is_finished
),

last_calls as (
    select agent_id, happened_at, max(wrap_ended_at) as last_seen_at
    from unfinished
    join marts.calls using (agent_id, answered_on)
    where
        is_handled
        and business_date between getvariable('first_day') - 3 and getvariable('last_day') + 3
        and answered_at >= happened_at
        and answered_at < happened_at + interval 8 hours
        and (next_at is null or answered_at < next_at)
    group by agent_id, happened_at
),

spans as (
    select
        agent_id,
        state,
        reason,
        happened_at as since_at,
        case
            when is_finished then next_at
            when last_seen_at is not null then least(last_seen_at, next_at)
        end as until_at,
        is_finished
    from judged
    left join last_calls using (agent_id, happened_at)
),

-- a clock that changes while a day begins may show a span's moments in another order
days as (
    select
        *,
        unnest(
            range(
                settings.business_day(since_at)::timestamp,
                greatest(settings.business_day(since_at), settings.business_day(until_at))::timestamp
                + interval 1 microsecond,
                interval 1 day
            )
        )::date as business_date
    from spans
    where until_at > since_at
),

cut as (
    select
        agent_id,
        state,
        reason,
        if(
            business_date = settings.business_day(since_at),
            since_at,
            settings.day_start(business_date)
        ) as since_at,
        least(until_at, settings.day_start(business_date + 1)) as until_at,
        is_finished,
        business_date
    from days
),

timed as (
    select
        agent_id,
        state,
        reason,
        since_at,
        until_at,
        seconds_between(since_at, until_at) as seconds,
        is_finished,
        business_date
    from cut
    where until_at > since_at
)

select * from timed
