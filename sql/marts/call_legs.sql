-- Legs of calls folded from the events of an Asterisk queue_log; a leg begins at an ENTERQUEUE.
with events as (
    select
        *,
        event in (
            'completeagent', 'completecaller', 'abandon', 'exitwithtimeout', 'exitwithkey',
            'exitempty', 'blindtransfer', 'attendedtransfer', 'transfer'
        ) as is_end
    from staged.call_events
    where
        business_date between getvariable('first_day') - 1 and getvariable('last_day') + 1
),

of_calls as (
    select * from events where call_id not in ('NONE', 'REALTIME')
),

-- most calls enter once, are connected and end at most once: one pass tells their story
stories as (
    select
        call_id,
        count(*) filter (event = 'enterqueue') as entries,
        count(*) filter (event = 'connect') as connects,
        count(*) filter (is_end) as ends,
        min(of_calls.at) as first_at,
        max(business_date) as last_day,
        any_value(of_calls.at) filter (event = 'enterqueue') as queued_at,
        any_value(queue) filter (event = 'enterqueue') as queue,
        any_value(customer_id) filter (event = 'enterqueue') as customer_id,
        any_value(source) filter (event = 'enterqueue') as source,
        any_value(file_id) filter (event = 'enterqueue') as file_id,
        any_value(business_date) filter (event = 'enterqueue') as business_date,
        any_value(of_calls.at) filter (event = 'connect') as answered_at,
        any_value(agent_id) filter (event = 'connect') as agent_id,
        any_value(value1) filter (event = 'connect') as connect_value1,
        any_value(of_calls.at) filter (is_end) as ended_at,
        any_value(event) filter (is_end) as ended_by,
        any_value(value1) filter (is_end) as end_value1,
        any_value(value2) filter (is_end) as end_value2,
        any_value(value3) filter (is_end) as end_value3,
        bool_or(event = 'survey') as is_survey_sent,
        max(try_cast(value1 as integer)) filter (event = 'survey') >= 4 as is_satisfied
    from of_calls
    group by call_id
),

plain as (
    select
        call_id,
        1 as entry,
        queued_at,
        queue,
        customer_id,
        source,
        file_id,
        business_date,
        answered_at,
        agent_id,
        try_cast(connect_value1 as decimal(18, 3)) as hold_until_answer,
        ended_at,
        ended_by,
        if(
            ended_by in ('completeagent', 'completecaller'),
            try_cast(end_value2 as decimal(18, 3)),
            null
        ) as call_seconds,
        if(
            ended_by in ('abandon', 'exitwithtimeout', 'exitempty'),
            try_cast(end_value3 as decimal(18, 3)),
            null
        ) as given_up_after,
        if(ended_by like '%transfer', coalesce(end_value1, ''), null) as transferred_to,
        is_survey_sent,
        is_satisfied
    from stories
    where
        entries = 1 and connects <= 1 and ends <= 1
        and first_at = queued_at and last_day <= business_date + 1
),

of_others as (
    select of_calls.*
    from of_calls
    anti join plain using (call_id)
),

-- the log counts whole seconds: within one, an open leg ends before the next begins
opened as (
    select
        *,
        sum((event = 'enterqueue')::int - is_end::int) over (
            partition by call_id
            order by of_others.at
            range between unbounded preceding and interval 1 microsecond preceding
        ) as open_before
    from of_others
),

placed as (
    select
        *,
        case
            when event = 'enterqueue' then if(open_before > 0, 5, 1)
            when event in ('ringnoanswer', 'ringcanceled') then 2
            when event = 'connect' then 3
            when is_end then 4
            else 6
        end as place
    from opened
),

numbered as (
    select
        *,
        count(*) filter (event = 'enterqueue') over (
            partition by call_id
            order by placed.at, place, event, agent_id, value1, value2
            rows unbounded preceding
        ) as entry
    from placed
),

entered as (
    select call_id, entry, numbered.at as queued_at, queue, customer_id, source, file_id, business_date
    from numbered
    where event = 'enterqueue'
),

-- what happens more than a day after the entry is another story
followed as (
    select numbered.*
    from numbered
    join entered using (call_id, entry)
    where numbered.business_date <= entered.business_date + 1
),

folded as (
    select
        call_id,
        entry,
        min(followed.at) filter (event = 'connect') as answered_at,
        arg_min(agent_id, (followed.at, agent_id)) filter (event = 'connect') as agent_id,
        min(try_cast(value1 as decimal(18, 3))) filter (event = 'connect') as hold_until_answer,
        max(followed.at) filter (is_end) as ended_at,
        arg_max(event, (followed.at, event)) filter (is_end) as ended_by,
        max(try_cast(value2 as decimal(18, 3)))
            filter (event in ('completeagent', 'completecaller')) as call_seconds,
        max(try_cast(value3 as decimal(18, 3)))
            filter (event in ('abandon', 'exitwithtimeout', 'exitempty')) as given_up_after,
        min(coalesce(value1, '')) filter (event like '%transfer') as transferred_to,
        bool_or(event = 'survey') as is_survey_sent,
        max(try_cast(value1 as integer)) filter (event = 'survey') >= 4 as is_satisfied
    from followed
    group by call_id, entry
),

legs as (
    select entered.*, folded.* exclude (call_id, entry)
    from entered
    join folded using (call_id, entry)
    union all by name
    select * from plain
),

-- a pause is logged once per queue of the member: the last of them is followed by the end
spans as (
    select
        agent_id,
        events.at as paused_at,
        event in ('pause', 'pauseall') as is_pause,
        coalesce(lower(value1) like 'wrap%', false) as is_wrap,
        lead(events.at) over in_turn as resumed_at,
        lead(event in ('pause', 'pauseall')) over in_turn as is_followed_by_pause
    from events
    where event in ('pause', 'pauseall', 'unpause', 'unpauseall') and agent_id is not null
    window in_turn as (
        partition by agent_id
        order by
            events.at,
            event in ('pause', 'pauseall'),
            coalesce(lower(value1) like 'wrap%', false)
    )
),

wraps as (
    select agent_id, paused_at as wrap_started_at, resumed_at as wrap_ended_at
    from spans
    where is_pause and is_wrap and not is_followed_by_pause
),

with_wrap as (
    select
        legs.*,
        if(
            wraps.wrap_started_at <= legs.ended_at + interval 10 seconds,
            wraps.wrap_ended_at,
            null
        ) as wrap_ended_at,
        if(
            wraps.wrap_started_at <= legs.ended_at + interval 10 seconds,
            seconds_between(wraps.wrap_started_at, wraps.wrap_ended_at),
            null
        ) as wrap_seconds
    from legs
    asof left join wraps
        on legs.agent_id = wraps.agent_id and legs.ended_at <= wraps.wrap_started_at
),

finished as (
    select
        call_id,
        row_number() over (partition by call_id, business_date order by queued_at, entry)::varchar as leg,
        'inbound' as direction,
        queue,
        null::varchar as shop,
        null::varchar as topic,
        agent_id,
        customer_id,
        queued_at,
        answered_at,
        ended_at,
        wrap_ended_at,
        coalesce(
            hold_until_answer,
            given_up_after,
            seconds_between(queued_at, coalesce(answered_at, ended_at))
        ) as wait_seconds,
        if(
            answered_at is null,
            null,
            coalesce(call_seconds, seconds_between(answered_at, ended_at))
        ) as talk_seconds,
        null::decimal(18, 3) as hold_seconds,
        wrap_seconds,
        case
            when answered_at is not null then 'answered'
            when ended_by = 'abandon' then 'abandoned'
            when ended_by = 'exitwithkey' then 'callback'
            else 'failed'
        end as outcome,
        transferred_to,
        is_survey_sent,
        is_satisfied,
        source,
        file_id,
        business_date
    from with_wrap
)

select * from finished
