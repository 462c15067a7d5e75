with talks as (
    select talks.*, windows.* exclude (business_date, channel)
    from marts.chat_talks as talks
    left join marts.chat_windows as windows
        on windows.business_date = talks.business_date
        and windows.channel is not distinct from talks.channel
    where
        not is_bot_only
        and talks.business_date between getvariable('first_day') and getvariable('last_day')
),

runs as (
    select *, asks_in(turns) as asks, replies_in(turns) as replies from talks
),

places as (
    select
        * exclude (asks, replies),
        asks[1] as first_ask,
        unnest(asks) as ask,
        unnest(replies) as reply,
        unnest(list_append(asks[2:], len(turns) + 1)) as next_ask
    from runs
),

flat as (
    select
        * exclude (turns, agent_messages, bot_messages, is_bot_only, transfers, courtesies),
        turn_at(turns[ask]) as asked_at,
        turn_at(
            case
                when courtesies = 0 then turns[ask]
                else list_filter(
                    turns[ask:coalesce(reply, next_ask) - 1], lambda turn: not is_courtesy(turn)
                )[1]
            end
        ) as question_at,
        turn_at(turns[reply]) as replied_at,
        -- where silence of half an hour ends a session: its first message of the customer
        turn_at(
            case
                when window_by is distinct from 'session' then null
                when not is_silence(turns[1], turns[-1]) then turns[first_ask]
                else list_filter(
                    turns[
                        list_filter(
                            range(1, ask + 1),
                            lambda place:
                                place = 1 or is_silence(turns[place - 1], turns[place])
                        )[-1]:
                    ],
                    lambda turn: not is_reply(turn)
                )[1]
            end
        ) as session_at,
        coalesce(reply, next_ask) - ask as customer_messages,
        case
            when turn_at(turns[1]) >= opens_at and turn_at(turns[-1]) < closes_at then 0
            else len(
                list_filter(
                    turns[ask:coalesce(reply, next_ask) - 1],
                    lambda turn:
                        not coalesce(
                            turn_at(turn) >= opens_at and turn_at(turn) < closes_at
                            or turn_at(turn) >= opens_again_at and turn_at(turn) < closes_again_at,
                            rule is null
                        )
                )
            )
        end as offline_messages,
        coalesce(next_ask - reply, 0) + if(ask = first_ask, ask - 1, 0) as agent_messages,
        if(ask = first_ask, transfers, 0) as transfers
    from places
),

threads as (
    select
        threads.* exclude (message_id, is_courtesy),
        windows.* exclude (business_date, channel),
        if(is_courtesy, null, asked_at) as question_at,
        null::timestamp as session_at,
        1 as customer_messages,
        if(
            asked_at >= opens_at and asked_at < closes_at
            or asked_at >= opens_again_at and asked_at < closes_again_at
            or rule is null,
            0,
            1
        ) as offline_messages,
        0 as transfers
    from marts.chat_threads as threads
    left join marts.chat_windows as windows
        on windows.business_date = threads.business_date
        and windows.channel is not distinct from threads.channel
    where threads.business_date between getvariable('first_day') and getvariable('last_day')
),

rounds as (
    select * exclude (first_ask, ask, reply, next_ask) from flat
    union all by name
    select * from threads
),

timed as (
    select
        *,
        coalesce(session_at, asked_at) as dated_at,
        seconds_between(asked_at, replied_at) as response_seconds
    from rounds
),

placed as (
    select
        *,
        coalesce(
            dated_at >= opens_at and dated_at < closes_at
            or dated_at >= opens_again_at and dated_at < closes_again_at,
            false
        ) as is_inside,
        case
            when exempts_closings then seconds_between(question_at, replied_at)
            else response_seconds
        end as waited
    from timed
),

seen as (
    select
        *,
        rule is not null
        and (is_inside or outside = 'unanswered')
        and not (exempts_closings and question_at is null) as is_seen,
        if(
            is_inside and (idle_split_seconds is null or waited < idle_split_seconds),
            waited,
            null
        ) as seconds
    from placed
),

told as (
    select
        agent_id,
        customer_id,
        shop,
        channel,
        asked_at,
        replied_at,
        source,
        file_id,
        business_date,
        replied_at is not null as is_replied,
        response_seconds,
        question_at is null as is_closing,
        customer_messages,
        offline_messages,
        agent_messages,
        transfers,
        coalesce(response_seconds > slow_seconds, false) as is_slow,
        is_inside,
        coalesce(is_seen, false) as is_seen,
        if(is_seen, seconds, null) as seen_wait_seconds,
        case
            when not is_seen then null
            when seconds is null then unanswered_seconds
            else least(seconds, cap_seconds)  -- of a rule without a cap the wait: NULL is no least
        end as seen_response_seconds,
        coalesce(is_seen and unit = 'round', false) as is_judged,
        coalesce(is_seen and unit = 'round' and seconds <= within_seconds, false) as is_on_time
    from seen
)

select * from told
