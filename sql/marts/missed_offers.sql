with events as (
    select call_id, agent_id, queue, event, events.at as happened_at, value1, business_date
    from staged.call_events as events
    where
        event in ('ringnoanswer', 'abandon', 'exitwithtimeout', 'exitwithkey', 'exitempty')
        and business_date between getvariable('first_day') - 1 and getvariable('last_day') + 1
),

rings as (
    select
        call_id,
        agent_id,
        queue,
        happened_at as gave_up_at,
        (try_cast(value1 as decimal(18, 3)) / 1000)::decimal(18, 3) as ring_seconds,
        business_date
    from events
    where event = 'ringnoanswer' and agent_id is not null
),

departures as (
    select distinct call_id, happened_at as left_at
    from events
    semi join rings using (call_id)
    where event <> 'ringnoanswer'
),

-- the ring ends when its caller goes: one event, logged twice in whole seconds
judged as (
    select
        rings.call_id,
        rings.agent_id,
        rings.queue,
        rings.gave_up_at,
        rings.ring_seconds,
        coalesce(departures.left_at <= rings.gave_up_at + interval 1 second, false)
            as is_caller_gone,
        rings.business_date
    from rings
    asof left join departures
        on departures.call_id = rings.call_id
        and departures.left_at >= rings.gave_up_at - interval 1 second
)

select * from judged
