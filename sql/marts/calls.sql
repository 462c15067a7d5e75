with legs as (
    select
        call_id, leg, direction, queue, shop, topic, agent_id, customer_id,
        queued_at, answered_at, ended_at, wrap_ended_at,
        wait_seconds, talk_seconds, hold_seconds, wrap_seconds,
        outcome, transferred_to, is_survey_sent, is_satisfied, source, file_id, business_date
    from staged.calls
    where business_date between getvariable('first_day') and getvariable('last_day')
    union all by name
    select *
    from marts.call_legs
    where business_date between getvariable('first_day') and getvariable('last_day')
),

-- a log gives moments or lengths; each is made from the other where it is missing
waited as (
    select * replace (
        coalesce(
            wait_seconds,
            seconds_between(
                queued_at, if(outcome = 'abandoned', ended_at, coalesce(answered_at, ended_at))
            )
        ) as wait_seconds
    )
    from legs
),

answered as (
    select * replace (
        if(
            outcome in ('answered', 'handled'),
            coalesce(answered_at, later_by(queued_at, coalesce(wait_seconds, 0))),
            null
        ) as answered_at
    )
    from waited
),

talked as (
    select * replace (
        coalesce(
            talk_seconds,
            seconds_between(answered_at, ended_at) - coalesce(hold_seconds, 0)
        ) as talk_seconds,
        coalesce(wrap_seconds, seconds_between(ended_at, wrap_ended_at)) as wrap_seconds,
        coalesce(
            ended_at,
            later_by(answered_at, coalesce(talk_seconds, 0) + coalesce(hold_seconds, 0)),
            later_by(queued_at, wait_seconds),
            queued_at
        ) as ended_at
    )
    from answered
),

wrapped as (
    select * replace (
        coalesce(
            wrap_ended_at, later_by(ended_at, coalesce(wrap_seconds, 0))
        ) as wrap_ended_at
    )
    from talked
),

policies as (
    select * from settings.queue_policies
),

-- how long a caller may wait, by the policy of the queue or of all other queues
promised as (
    select
        wrapped.*,
        if(own.queue is null, other.answer_within_seconds, own.answer_within_seconds)
            as answer_within_seconds,
        if(own.queue is null, other.short_abandon_seconds, own.short_abandon_seconds)
            as short_abandon_seconds,
        if(own.queue is null, other.formula, own.formula) as formula
    from wrapped
    left join policies as own on own.queue = wrapped.queue and own.queue <> '*'
    left join policies as other on other.queue = '*'
),

flagged as (
    select
        *,
        direction = 'inbound' as is_inbound,
        direction = 'inbound' and outcome in ('answered', 'abandoned') as is_offered,
        direction = 'inbound' and outcome = 'answered' as is_answered,
        direction = 'inbound' and outcome = 'abandoned' as is_abandoned,
        direction = 'inbound' and outcome = 'callback' as is_callback,
        coalesce(
            agent_id is not null
            and outcome in ('answered', 'handled')
            and coalesce(talk_seconds, hold_seconds, wrap_seconds) is not null,
            false
        ) as is_handled
    from promised
),

timed as (
    select
        call_id,
        leg,
        direction,
        queue,
        shop,
        topic,
        agent_id,
        customer_id,
        queued_at,
        answered_at,
        ended_at,
        wrap_ended_at,
        wait_seconds,
        talk_seconds,
        hold_seconds,
        wrap_seconds,
        if(
            is_handled,
            coalesce(talk_seconds, 0) + coalesce(hold_seconds, 0) + coalesce(wrap_seconds, 0),
            null
        )::decimal(18, 3) as handle_seconds,
        outcome,
        transferred_to,
        is_survey_sent,
        is_satisfied,
        answer_within_seconds,
        short_abandon_seconds,
        formula,
        is_inbound,
        is_offered,
        is_answered,
        is_abandoned,
        is_callback,
        is_handled,
        wait_seconds <= answer_within_seconds as is_within,
        is_abandoned and wait_seconds <= short_abandon_seconds as is_short_abandon,
        transferred_to is not null and agent_id is not null as is_transferred_out,
        settings.half_hour(queued_at) as interval_at,
        settings.half_hour(answered_at) as answered_interval_at,
        if(is_handled, settings.half_hour(wrap_ended_at), null) as handled_interval_at,
        business_date,
        settings.business_day(answered_at) as answered_on,
        if(is_handled, settings.business_day(wrap_ended_at), null) as handled_on,
        source,
        file_id
    from flagged
)

select * from timed
