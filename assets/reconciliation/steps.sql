-- Sums of an agent after each step from what we pay on (0) to what the platform's rule sees (7), and
-- of the platform's own report (12), per measure. From step 1 on, only days that both know.
-- Parameters: first, last, shop, channel (NULL for all).
with reports as (
    select
        agent_id, business_date, shop,
        sum(received) as received,
        sum(replied) filter (received is not null) as replied,
        sum(received) filter (replied is not null) as received_with_replied,
        sum(first_response_seconds * coalesce(replied, received, sessions)) as first_seconds,
        sum(coalesce(replied, received, sessions)) filter (first_response_seconds is not null)
            as first_responses,
        sum(average_response_seconds * coalesce(replied, received, sessions)) as waits,
        sum(coalesce(replied, received, sessions)) filter (average_response_seconds is not null)
            as waited,
        sum(replied_within_3_minutes) filter (sessions is not null) as within_180,
        sum(sessions) filter (replied_within_3_minutes is not null) as judged_180,
        sum(replied_within_30_seconds) filter (sessions is not null) as within_30,
        sum(sessions) filter (replied_within_30_seconds is not null) as judged_30
    from staged.chat_reports
    where
        agent_id is not null
        and business_date between $first and $last
        and ($shop is null or shop = $shop)
        and ($channel is null or channel = $channel)
    group by agent_id, business_date, shop
),

rounds as (
    select
        rounds.* exclude (is_judged),
        outside, exempts_closings, cap_seconds, unanswered_seconds
    from marts.chat_rounds as rounds
    left join marts.chat_windows as windows
        on windows.business_date = rounds.business_date
        and windows.channel is not distinct from rounds.channel
    where
        agent_id is not null
        and rounds.business_date between $first and $last
        and ($shop is null or shop = $shop)
        and ($channel is null or rounds.channel = $channel)
),

-- 0 ours, 1 days, 2 window, 3 closings, 4 silence, 5 cap, 6 unanswered
stepped as (
    select *, unnest(range(7)) as step from rounds
),

kept as (
    select
        *,
        case
            when step < 2 then response_seconds
            when not is_inside then null
            when step < 3 then response_seconds
            when step = 3 then coalesce(seen_wait_seconds, response_seconds)
            else seen_wait_seconds
        end as wait
    from stepped
    where
        step < 2
        or (
            (is_inside or outside = 'unanswered')
            and not (step >= 3 and exempts_closings and is_closing)
        )
),

counted as (
    select
        *,
        case
            when step < 5 then wait
            when wait is null and step = 6 then unanswered_seconds
            when wait is not null then least(wait, cap_seconds)
        end as counted_wait
    from kept
),

customers as (
    select
        step, agent_id, business_date, shop,
        count(wait) > 0 as is_replied,
        arg_min(wait, asked_at) as first_wait,
        sum(counted_wait) as waits,
        count(counted_wait) as waited,
        count(*) as rounds,
        count(*) filter (wait <= 180) as within_180,
        count(*) filter (wait <= 30) as within_30
    from counted
    group by step, agent_id, business_date, shop, channel, customer_id
),

-- 7: in the unit of the rule, as the KPIs seen_… count it
seen as (
    select
        agent_id, business_date, shop,
        count(*) filter (is_seen) as received,
        count(*) filter (is_seen_replied) as replied,
        sum(seen_first_response_seconds) as first_seconds,
        count(seen_first_response_seconds) as first_responses,
        null::decimal(18, 3) as waits, 0 as waited,
        count(*) filter (is_judged) as judged,
        count(*) filter (judged_seconds <= 180) as within_180,
        count(*) filter (judged_seconds <= 30) as within_30,
        channel
    from marts.chat_conversations
    group by all
    union all
    select
        agent_id, business_date, shop, 0, 0,
        sum(seen_first_response_seconds), count(seen_first_response_seconds), null, 0,
        count(*) filter (is_judged),
        count(*) filter (is_judged and judged_seconds <= 180),
        count(*) filter (is_judged and judged_seconds <= 30),
        channel
    from marts.chat_sessions
    group by all
    union all
    select
        agent_id, business_date, shop, 0, 0, null, 0,
        sum(seen_response_seconds), count(seen_response_seconds),
        count(*) filter (is_judged),
        count(*) filter (is_judged and seen_wait_seconds <= 180),
        count(*) filter (is_judged and seen_wait_seconds <= 30),
        channel
    from marts.chat_rounds
    group by all
),

days as (
    select
        step, agent_id, business_date, shop,
        count(*) as received,
        count(*) filter (is_replied) as replied,
        sum(first_wait) as first_seconds,
        count(first_wait) as first_responses,
        sum(waits) as waits, sum(waited) as waited,
        sum(rounds) as judged,
        sum(within_180) as within_180, sum(within_30) as within_30
    from customers
    group by step, agent_id, business_date, shop
    union all by name
    select
        7 as step, agent_id, business_date, shop,
        sum(received) as received,
        sum(replied) as replied,
        sum(first_seconds) as first_seconds,
        sum(first_responses) as first_responses,
        sum(waits) as waits, sum(waited) as waited,
        sum(judged) as judged,
        sum(within_180) as within_180, sum(within_30) as within_30
    from seen
    where
        agent_id is not null
        and business_date between $first and $last
        and ($shop is null or shop = $shop)
        and ($channel is null or channel = $channel)
    group by agent_id, business_date, shop
),

ours as (
    select
        days.*,
        reports.received is not null as has_received,
        coalesce(reports.received_with_replied > 0, false) as has_reply_rate,
        coalesce(reports.first_responses > 0, false) as has_first,
        coalesce(reports.waited > 0, false) as has_average,
        coalesce(reports.judged_180 > 0, false) as has_180,
        coalesce(reports.judged_30 > 0, false) as has_30
    from days
    left join reports
        on reports.agent_id = days.agent_id
        and reports.business_date = days.business_date
        and reports.shop is not distinct from days.shop
),

long as (
    select 'received' as measure, agent_id, business_date, shop, step, has_received as has,
        received as numerator, null as denominator
    from ours
    union all
    select 'reply_rate', agent_id, business_date, shop, step, has_reply_rate, replied, received
    from ours
    union all
    select 'first_response', agent_id, business_date, shop, step, has_first, first_seconds,
        first_responses
    from ours
    union all
    select 'average_response', agent_id, business_date, shop, step, has_average, waits, waited
    from ours
    union all
    select 'within_180', agent_id, business_date, shop, step, has_180, within_180, judged from ours
    union all
    select 'within_30', agent_id, business_date, shop, step, has_30, within_30, judged from ours
),

reported as (
    select 'received' as measure, agent_id, business_date, shop, received as numerator,
        null as denominator
    from reports
    where received is not null
    union all
    select 'reply_rate', agent_id, business_date, shop, replied, received_with_replied
    from reports
    where received_with_replied > 0
    union all
    select 'first_response', agent_id, business_date, shop, first_seconds, first_responses
    from reports
    where first_responses > 0
    union all
    select 'average_response', agent_id, business_date, shop, waits, waited
    from reports
    where waited > 0
    union all
    select 'within_180', agent_id, business_date, shop, within_180, judged_180
    from reports
    where judged_180 > 0
    union all
    select 'within_30', agent_id, business_date, shop, within_30, judged_30
    from reports
    where judged_30 > 0
),

-- whom only a bot served: not ours, but the report may count them
by_bots as (
    select agent_id, business_date, shop, count(*) as customers
    from marts.chat_talks
    where
        is_bot_only
        and agent_id is not null
        and business_date between $first and $last
        and ($shop is null or shop = $shop)
        and ($channel is null or channel = $channel)
    group by agent_id, business_date, shop
),

-- per agent-day what the report says against what its rule sees in the messages
compared as (
    select
        reported.*,
        long.agent_id is not null as is_known,
        greatest(reported.numerator - coalesce(long.numerator, 0), 0) as more,
        least(reported.numerator - coalesce(long.numerator, 0), 0) as fewer,
        coalesce(by_bots.customers, 0) as by_bots
    from reported
    left join by_bots
        on by_bots.agent_id = reported.agent_id
        and by_bots.business_date = reported.business_date
        and by_bots.shop is not distinct from reported.shop
    left join long
        on long.measure = reported.measure
        and long.agent_id = reported.agent_id
        and long.business_date = reported.business_date
        and long.shop is not distinct from reported.shop
        and long.step = 7
),

together as (
    select
        measure, agent_id, step,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        count(distinct business_date) as days
    from long
    where step = 0 or has
    group by all
    union all
    -- of counts: 8 more customers than the messages know, as many as a bot may have served alone;
    -- 9 the rest of these; 10 fewer
    select
        measure, agent_id,
        unnest([8, 9, 10]),
        unnest([sum(least(more, by_bots)), sum(more - least(more, by_bots)), sum(fewer)]),
        null, 0
    from compared
    where is_known and measure = 'received'
    group by measure, agent_id
    union all
    -- 11: the report on the days that both know, 12: on all of its days
    select measure, agent_id, 11, sum(numerator), sum(denominator), count(distinct business_date)
    from compared
    where is_known
    group by all
    union all
    select measure, agent_id, 12, sum(numerator), sum(denominator), count(distinct business_date)
    from compared
    group by all
)

select
    measure, agent_id, step::integer as step,
    numerator::decimal(38, 6) as numerator,
    denominator::decimal(38, 6) as denominator,
    days::bigint as days
from together
order by all
