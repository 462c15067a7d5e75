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

-- on a day without a change of the clock its local times are a constant apart from UTC
days as (
    select
        business_date,
        timezone('UTC', timezone(time_zone, business_date + to_seconds(day_starts_at_seconds)))
            as day_starts_at,
        timezone('UTC', timezone(time_zone, business_date + 1 + to_seconds(day_starts_at_seconds)))
            as day_ends_at,
        day_starts_at - timezone(time_zone, timezone('UTC', day_starts_at)) as behind_local,
        behind_local = day_ends_at - timezone(time_zone, timezone('UTC', day_ends_at)) as is_even
    from (select distinct business_date from legs)
    cross join settings.desk
),

other as (
    select * from settings.queue_policies where queue = '*'
),

own as (
    select * from settings.queue_policies where queue <> '*'
),

-- how long a caller may wait, by the policy of the queue or of all other queues
promised as (
    select
        legs.*,
        day_starts_at,
        day_ends_at,
        behind_local,
        is_even,
        if(own.queue is null, other.answer_within_seconds, own.answer_within_seconds)
            as answer_within_seconds,
        if(own.queue is null, other.short_abandon_seconds, own.short_abandon_seconds)
            as short_abandon_seconds,
        if(own.queue is null, other.formula, own.formula) as formula
    from legs
    join days using (business_date)
    left join own on own.queue = legs.queue
    left join other on true
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
    from promised
),

answered as (
    select * replace (
        if(
            outcome in ('answered', 'handled'),
            coalesce(answered_at, later_by(queued_at, greatest(coalesce(wait_seconds, 0), 0))),
            null
        ) as answered_at,
        if(wait_seconds >= 0, wait_seconds, null) as wait_seconds
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
            later_by(
                answered_at,
                greatest(coalesce(talk_seconds, 0), 0) + greatest(coalesce(hold_seconds, 0), 0)
            ),
            later_by(queued_at, wait_seconds),
            queued_at
        ) as ended_at
    )
    from answered
),

-- a time that runs backwards is no time
wrapped as (
    select * replace (
        if(talk_seconds >= 0, talk_seconds, null) as talk_seconds,
        if(hold_seconds >= 0, hold_seconds, null) as hold_seconds,
        if(wrap_seconds >= 0, wrap_seconds, null) as wrap_seconds,
        coalesce(
            wrap_ended_at, later_by(ended_at, greatest(coalesce(wrap_seconds, 0), 0))
        ) as wrap_ended_at
    )
    from talked
),

flagged as (
    select
        *,
        direction = 'inbound' as is_inbound,
        is_inbound and outcome in ('answered', 'abandoned') as is_offered,
        is_inbound and outcome = 'answered' as is_answered,
        is_inbound and outcome = 'abandoned' as is_abandoned,
        is_inbound and outcome = 'callback' as is_callback,
        coalesce(
            agent_id is not null
            and outcome in ('answered', 'handled')
            and coalesce(talk_seconds, hold_seconds, wrap_seconds) is not null,
            false
        ) as is_handled,
        if(is_handled, wrap_ended_at, null) as handled_at,
        transferred_to is not null and agent_id is not null as is_transferred_out
    from wrapped
),

-- few moments lie outside of an even day: only these ask for the time zone
placed as (
    select
        *,
        is_even and queued_at >= day_starts_at and queued_at < day_ends_at as is_queued_inside,
        coalesce(is_even and answered_at >= day_starts_at and answered_at < day_ends_at, false)
            as is_answered_inside,
        coalesce(is_even and handled_at >= day_starts_at and handled_at < day_ends_at, false)
            as is_handled_inside,
        if(is_queued_inside, null, queued_at) as queued_elsewhen,
        if(is_answered_inside, null, answered_at) as answered_elsewhen,
        if(is_handled_inside, null, handled_at) as handled_elsewhen
    from flagged
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
        is_transferred_out,
        is_transferred_out
        and regexp_matches(lower(transferred_to), '\bivr\b|_ivr|ivr_|语音菜单|自助语音|自动语音')
            as is_to_ivr,
        is_transferred_out
        and regexp_matches(lower(transferred_to), '专席|专家|二线|specialist|expert|tier ?2')
            as is_to_specialist,
        if(
            is_queued_inside,
            time_bucket(interval 30 minutes, queued_at, behind_local),
            settings.half_hour(queued_elsewhen)
        ) as interval_at,
        if(
            is_answered_inside,
            time_bucket(interval 30 minutes, answered_at, behind_local),
            settings.half_hour(answered_elsewhen)
        ) as answered_interval_at,
        if(
            is_handled_inside,
            time_bucket(interval 30 minutes, handled_at, behind_local),
            settings.half_hour(handled_elsewhen)
        ) as handled_interval_at,
        business_date,
        if(is_answered_inside, business_date, settings.business_day(answered_elsewhen))
            as answered_on,
        if(is_handled_inside, business_date, settings.business_day(handled_elsewhen))
            as handled_on,
        source,
        file_id
    from placed
)

select * from timed
