-- Half an hour without a word of either side ends a session.
with talks as (
    select talks.*, windows.* exclude (business_date, channel)
    from marts.chat_talks as talks
    left join marts.chat_windows as windows
        on windows.business_date = talks.business_date
        and windows.channel is not distinct from talks.channel
    where talks.business_date between getvariable('first_day') and getvariable('last_day')
),

starts as (
    select
        *,
        case
            when not is_silence(turns[1], turns[-1]) then [1]
            else list_filter(
                range(1, len(turns) + 1),
                lambda place: place = 1 or is_silence(turns[place - 1], turns[place])
            )
        end as starts
    from talks
),

split as (
    select
        * exclude (starts, turns),
        unnest(starts) as start,
        turns[start:unnest(list_append(starts[2:], len(turns) + 1)) - 1] as turns
    from starts
),

runs as (
    select
        *,
        asks_in(turns).list_transform(lambda place: turns[place]) as asks,
        replies_in(turns).list_transform(lambda place: turns[place]) as replies,
        list_filter(turns, lambda turn: not is_reply(turn) and not is_courtesy(turn))[1]
            as question
    from split
),

timed as (
    select
        * exclude (asks, replies, question, turns, agent_messages, bot_messages),
        turn_at(turns[1]) as opened_at,
        turn_at(turns[-1]) as closed_at,
        turn_at(asks[1]) as asked_at,
        turn_at(replies[1]) as replied_at,
        if(
            len(asks) = len(replies),
            list_zip(asks, replies)
                .list_transform(lambda run: (run[2] >> 3) - (run[1] >> 3))
                .list_max(),
            null
        ) as longest,
        len(asks) as rounds,
        len(replies) as replied_rounds,
        if(exempts_closings, turn_at(question), turn_at(asks[1])) as question_at,
        bot_messages > 0 and agent_messages = 0 as is_bot_only
    from runs
),

placed as (
    select
        *,
        coalesce(
            asked_at >= opens_at and asked_at < closes_at
            or asked_at >= opens_again_at and asked_at < closes_again_at,
            false
        ) as is_inside,
        seconds_between(question_at, replied_at) as waited
    from timed
),

seen as (
    select
        *,
        coalesce(
            rule is not null
            and unit = 'session'
            and question_at is not null
            and (is_inside or outside = 'unanswered')
            and not (leaves_out_bot_sessions and is_bot_only),
            false
        ) as is_judged,
        if(
            is_inside and (idle_split_seconds is null or waited < idle_split_seconds),
            greatest(waited, 0),
            null
        ) as waited_in_session,
        (longest / 1000000)::decimal(18, 3) as slowest_response_seconds
    from placed
),

judged as (
    select
        agent_id,
        customer_id,
        shop,
        channel,
        opened_at,
        closed_at,
        asked_at,
        replied_at,
        rounds,
        replied_rounds,
        slowest_response_seconds,
        is_judged,
        if(is_judged, waited_in_session, null) as seen_first_response_seconds,
        case
            when not is_judged then null
            when judged_by = 'first' then waited_in_session
            when is_inside then slowest_response_seconds
        end as judged_seconds,
        within_seconds,
        source,
        file_id,
        business_date
    from seen
),

-- how many of an agent's sessions are open when one opens: of the moments of a day in order, a
-- close before an open, the n-th open at place p comes after p - n closes
opens as (
    select
        business_date,
        agent_id,
        list_sort(
            list_concat(
                list(epoch_us(opened_at) * 2 + 1), list(epoch_us(closed_at) * 2)
            )
        ) as moments
    from judged
    where agent_id is not null and closed_at > opened_at
    group by business_date, agent_id
),

counted as (
    select
        business_date,
        agent_id,
        list_filter(range(1, len(moments) + 1), lambda place: moments[place] & 1 = 1) as places
    from opens
),

-- a second of several open sessions belongs to the one that opened first
in_order as (
    select
        *,
        max(closed_at) over (
            day_of_agent rows between unbounded preceding and 1 preceding
        ) as closed_before,
        row_number() over day_of_agent as number
    from judged
    where agent_id is not null and closed_at > opened_at
    window day_of_agent as (
        partition by business_date, agent_id
        order by opened_at, closed_at, channel, shop, customer_id
    )
),

busy as (
    select
        in_order.* exclude (closed_before, number),
        seconds_between(opened_at, closed_at) as open_seconds,
        greatest(
            seconds_between(greatest(opened_at, closed_before), closed_at), 0
        ) as busy_seconds,
        2 * number - places[number] as open_at_once
    from in_order
    join counted using (business_date, agent_id)
),

together as (
    select * from busy
    union all by name
    select * from judged where agent_id is null or closed_at = opened_at
),

sessions as (
    select
        agent_id,
        customer_id,
        shop,
        channel,
        opened_at,
        closed_at,
        asked_at,
        replied_at,
        rounds > 0 as is_received,
        replied_at is not null as is_replied,
        seconds_between(asked_at, replied_at) as first_response_seconds,
        slowest_response_seconds,
        rounds,
        replied_rounds,
        open_seconds,
        busy_seconds,
        open_at_once,
        is_judged,
        seen_first_response_seconds,
        judged_seconds,
        coalesce(judged_seconds <= within_seconds, false) as is_on_time,
        source,
        file_id,
        business_date
    from together
)

select * from sessions
