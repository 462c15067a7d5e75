-- What people worked on by local hour and place, a queue or else a channel: one row per
-- agent, hour and place.
with calls as (
    select * from marts.calls
),

chat_sessions as (
    select * from marts.chat_sessions
),

ticket_replies as (
    select * from marts.ticket_replies
),

pieces as (
    select agent_id, answered_at as worked_at, coalesce(queue, 'call') as place
    from calls
    where answered_at is not null and business_date between $first and $last

    union all

    select agent_id, opened_at, coalesce(channel, 'chat')
    from chat_sessions
    where is_received and business_date between $first and $last

    union all

    select agent_id, answered_at, coalesce(channel, 'ticket')
    from ticket_replies
    where answered_at is not null and answered_on between $first and $last
),

counted as (
    select
        agent_id,
        hour(settings.local_time(worked_at)) as worked_hour,
        place,
        count(*) as pieces,
    from pieces
    where agent_id is not null
    group by all
    order by all
)

select * from counted
