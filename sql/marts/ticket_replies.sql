-- How long customers waited for a person's word: from the first unanswered message to the reply.
with turns as (
    select *
    from marts.ticket_turns
    where
        business_date between getvariable('first_day') and getvariable('last_day')
        and turn <> 4
),

-- a wait and its end have one number: so many ends came before
waits as (
    select
        ticket_id,
        source,
        business_date,
        ends_before,
        min(if(ends_before = 0, created_at, if(asks, happened_at, null))) as asked_at,
        count(*) filter (asks) as messages,
        any_value(happened_at) filter (turn >= 3) as ended_at,
        any_value(agent_id) filter (turn = 3) as agent_id,
        case any_value(turn) filter (turn >= 3)
            when 3 then 'reply'
            when 5 then 'solved'
            when 6 then 'solved'
        end as ended_by,
        any_value(schedule) as schedule,
        any_value(open_seconds) filter (turn >= 3) as open_seconds_ended,
        min(replies_before) = 0 as is_first
    from turns
    group by ticket_id, source, business_date, ends_before
    having asked_at is not null
),

listed as (
    select ticket_id, source, business_date, shop, team, channel, category
    from staged.tickets
    where business_date between getvariable('first_day') and getvariable('last_day')
),

clocked as (
    select
        waits.*,
        shop,
        team,
        channel,
        category,
        if(ended_by = 'reply', ended_at, null) as answered_at,
        settings.business_clock(schedule, asked_at)::decimal(18, 6) as open_seconds
    from waits
    left join listed using (ticket_id, source, business_date)
),

timed as (
    select
        ticket_id,
        is_first,
        asked_at,
        messages,
        ended_at,
        ended_by,
        answered_at,
        agent_id,
        if(answered_at >= asked_at, seconds_between(asked_at, answered_at), null) as seconds,
        if(answered_at >= asked_at, open_seconds_ended - open_seconds, null)::decimal(18, 3)
            as business_seconds,
        open_seconds,
        schedule,
        shop,
        team,
        channel,
        category,
        source,
        settings.business_day(answered_at) as answered_on,
        business_date
    from clocked
)

select * from timed
