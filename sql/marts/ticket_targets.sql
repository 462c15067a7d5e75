-- What was promised to customers, and what came of it by the last moment that the logs know.
with last_moment as (
    select
        greatest(
            (select max(events.at) from staged.ticket_events as events),
            (
                select max(greatest(created_at, updated_at, first_reply_at, solved_at, closed_at))
                from staged.tickets
            )
        ) as now_at
),

tickets as (
    select *
    from marts.tickets
    where business_date between getvariable('first_day') and getvariable('last_day')
),

promises as (
    select *
    from marts.ticket_promises
    where business_date between getvariable('first_day') and getvariable('last_day')
),

-- a clock counts seconds: of the schedule, or of the calendar
started as (
    select
        *,
        if(hours is null, settings.business_clock('always', applied_at), open_seconds)
            ::decimal(18, 6) as started_seconds
    from promises
),

-- states that stop the clock; nobody waits for the resolution of what is solved
stops as (
    select started.ticket_id, started.source, started.business_date, metric, applied_at
    from started
    join marts.ticket_spans as spans
        on spans.ticket_id = started.ticket_id
        and spans.source = started.source
        and spans.business_date = started.business_date
        and (spans.ends_at > applied_at or spans.ends_at is null)
        and (met_at is null or spans.starts_at < met_at)
        and (list_contains(pauses, spans.status) or (metric = 'resolution' and is_done))
    group by all
),

-- a clock that was stopped by the end would have run on
runs as (
    select
        started.*,
        if(
            hours is null,
            settings.business_clock('always', greatest(spans.starts_at, applied_at)),
            greatest(spans.open_seconds, started_seconds)
        )::decimal(18, 6) as from_seconds,
        case
            when spans.ends_at >= met_at then null
            when hours is null then settings.business_clock('always', spans.ends_at)
            else spans.open_seconds_at_end
        end::decimal(18, 6) as to_seconds,
        spans.starts_at as run_at
    from started
    join stops using (ticket_id, source, business_date, metric, applied_at)
    join marts.ticket_spans as spans
        on spans.ticket_id = started.ticket_id
        and spans.source = started.source
        and spans.business_date = started.business_date
        and (spans.ends_at > applied_at or spans.ends_at is null)
        and (met_at is null or spans.starts_at < met_at)
        and not list_contains(pauses, spans.status)
        and not (metric = 'resolution' and spans.is_done)
),

run_before as (
    select
        *,
        coalesce(
            sum(to_seconds - from_seconds) over (
                partition by ticket_id, source, business_date, metric, applied_at
                order by run_at, to_seconds
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as seconds_before
    from runs
),

-- when the seconds run out; a clock that stands still has no such moment
run_out as (
    select
        ticket_id,
        source,
        business_date,
        metric,
        applied_at,
        min(from_seconds + target_seconds - seconds_before) filter (
            seconds_before < target_seconds
            and (to_seconds is null or seconds_before + to_seconds - from_seconds >= target_seconds)
        )::decimal(18, 6) as due_seconds,
        sum(to_seconds - from_seconds)::decimal(18, 6) as seconds_run
    from run_before
    group by all
),

ticking as (
    select
        started.*,
        if(stops.ticket_id is null, started_seconds + target_seconds, due_seconds)
            ::decimal(18, 6) as due_seconds,
        coalesce(seconds_run, 0) as seconds_run
    from started
    left join stops using (ticket_id, source, business_date, metric, applied_at)
    left join run_out using (ticket_id, source, business_date, metric, applied_at)
),

-- the moment that a schedule shows so many seconds: in the last span that opened before them
by_policy as (
    select
        ticking.* exclude (schedule),
        case
            when hours is null then make_timestamp((due_seconds::decimal(38, 6) * 1000000)::bigint)
            when due_seconds - seconds_before <= seconds_between(opens_at, closes_at)
                then later_by(opens_at, (due_seconds - seconds_before)::decimal(38, 6))
        end as due_at
    from ticking
    asof left join settings.open_spans as spans
        on spans.schedule = ticking.hours and spans.seconds_before < ticking.due_seconds
),

-- what the help desk promised by itself
by_help_desk as (
    select
        ticket_id,
        source,
        business_date,
        'first_reply' as metric,
        created_at as applied_at,
        first_reply_due_at as due_at,
        first_reply_at as met_at,
        first_reply_agent_id as met_by_agent_id,
        if(first_reply_at is null, done_at, null) as ended_at,
        team,
        shop,
        channel
    from tickets
    where first_reply_due_at is not null
    union all by name
    select
        ticket_id,
        source,
        business_date,
        'resolution' as metric,
        created_at as applied_at,
        resolution_due_at as due_at,
        solved_at as met_at,
        solved_by_agent_id as met_by_agent_id,
        if(solved_at is null, done_at, null) as ended_at,
        team,
        shop,
        channel
    from tickets
    where resolution_due_at is not null
),

dues as (
    select * exclude (open_seconds, pauses, started_seconds)
    from by_policy
    union all by name
    select *
    from by_help_desk
    anti join by_policy using (ticket_id, source, business_date, metric)
),

judged as (
    select
        *,
        case
            when met_at <= due_at or (met_at is not null and due_at is null) then 'met'
            when due_at < least(now_at, met_at, ended_at) then 'missed'
            when ended_at is null then 'active'
        end as state
    from dues
    cross join last_moment
),

-- a verdict of the help desk that names no times
verdicts as (
    select
        ticket_id,
        source,
        business_date,
        'overall' as metric,
        created_at as applied_at,
        created_at as decided_at,
        if(is_sla_met, 'met', 'missed') as state,
        agent_id,
        team,
        shop,
        channel
    from tickets
    anti join dues using (ticket_id, source, business_date)
    where is_sla_met is not null
),

-- who had it when a promise was broken that nobody kept later
holders as (
    select
        judged.ticket_id,
        judged.source,
        judged.business_date,
        metric,
        applied_at,
        arg_max(coalesce(nullif(turns.value, ''), turns.agent_id), (turns.happened_at, turns.value))
            as agent_id
    from judged
    join marts.ticket_turns as turns
        on turns.ticket_id = judged.ticket_id
        and turns.source = judged.source
        and turns.business_date = judged.business_date
        and turns.event = 'assigned'
        and turns.happened_at <= due_at
    where state = 'missed' and met_at is null
    group by all
),

now_seconds as (
    select
        hours,
        settings.business_clock(coalesce(hours, 'always'), now_at) as now_seconds
    from (select distinct hours from dues)
    cross join last_moment
),

held as (
    select
        judged.*,
        if(state = 'met', met_at, if(state = 'missed', due_at, null)) as decided_at,
        if(met_at is null, coalesce(holders.agent_id, tickets.agent_id), met_by_agent_id) as agent_id,
        if(
            state = 'active' and target_seconds is not null,
            coalesce(due_seconds - now_seconds, target_seconds - seconds_run),
            null
        ) as seconds_left
    from judged
    join tickets using (ticket_id, source, business_date)
    left join holders using (ticket_id, source, business_date, metric, applied_at)
    left join now_seconds on now_seconds.hours is not distinct from judged.hours
    where state is not null
),

targets as (
    select * from held
    union all by name
    select * from verdicts
),

placed as (
    select
        ticket_id,
        metric,
        policy,
        targets.priority,
        clock,
        target_seconds,
        applied_at,
        due_at,
        met_at,
        state,
        decided_at,
        seconds_left::decimal(18, 3) as seconds_left,
        targets.agent_id,
        targets.team,
        targets.shop,
        targets.channel,
        tickets.category_kind,
        targets.source,
        settings.half_hour(decided_at) as decided_interval_at,
        settings.business_day(decided_at) as decided_on,
        targets.business_date
    from targets
    join tickets using (ticket_id, source, business_date)
)

select * from placed
