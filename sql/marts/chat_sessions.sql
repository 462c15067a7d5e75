-- Half an hour without a word of either side ends a session.
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
        case
            when len(starts) = 1 then turns
            else turns[start:unnest(list_append(starts[2:], len(turns) + 1)) - 1]
        end as turns
    from starts
),

runs as (
    select
        *,
        list_filter(
            turns,
            lambda turn, place:
                not is_reply(turn) and (place = 1 or is_reply(turns[place - 1]))
        ) as asks,
        list_filter(
            turns,
            lambda turn, place:
                is_reply(turn) and place > 1 and not is_reply(turns[place - 1])
        ) as replies,
        coalesce(exempts_closings and courtesies > 0, false) as is_polite,
        case
            when is_polite then list_filter(turns, lambda turn: not is_courtesy(turn))
        end as questions
    from split
),

-- where the rule exempts courtesies, it sees the rounds of all else that was said
seen_runs as (
    select
        *,
        case
            when not is_polite then asks
            else list_filter(
                questions,
                lambda turn, place:
                    not is_reply(turn) and (place = 1 or is_reply(questions[place - 1]))
            )
        end as seen_asks,
        case
            when not is_polite then replies
            else list_filter(
                questions,
                lambda turn, place:
                    is_reply(turn) and place > 1 and not is_reply(questions[place - 1])
            )
        end as seen_replies
    from runs
),

timed as (
    select
        * exclude (asks, replies, seen_asks, seen_replies, turns, questions),
        turn_at(turns[1]) as opened_at,
        turn_at(turns[-1]) as closed_at,
        turn_at(asks[1]) as asked_at,
        turn_at(replies[1]) as replied_at,
        len(asks) as rounds,
        len(replies) as replied_rounds,
        longest_wait(asks, replies) as slowest_response_seconds,
        turn_at(seen_asks[1]) as question_at,
        turn_at(seen_replies[1]) as question_replied_at,
        case
            when is_polite then longest_wait(seen_asks, seen_replies)
            else slowest_response_seconds
        end as seen_slowest_seconds
    from seen_runs
),

placed as (
    select
        *,
        coalesce(
            asked_at >= opens_at and asked_at < closes_at
            or asked_at >= opens_again_at and asked_at < closes_again_at,
            false
        ) as is_inside,
        seconds_between(question_at, question_replied_at) as waited
    from timed
),

seen as (
    select
        *,
        coalesce(
            rule is not null
            and unit = 'session'
            and question_at is not null
            and (is_inside or outside = 'unanswered'),
            false
        ) as is_judged,
        if(
            is_inside and (idle_split_seconds is null or waited < idle_split_seconds),
            waited,
            null
        ) as waited_in_session,
        if(
            is_inside
            and (idle_split_seconds is null or seen_slowest_seconds < idle_split_seconds),
            seen_slowest_seconds,
            null
        ) as slowest_in_session
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
            else slowest_in_session
        end as judged_seconds,
        within_seconds,
        source,
        file_id,
        business_date
    from seen
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
        is_judged,
        seen_first_response_seconds,
        judged_seconds,
        coalesce(judged_seconds <= within_seconds, false) as is_on_time,
        source,
        file_id,
        business_date
    from judged
)

select * from sessions
