-- A window may end after midnight and a business day may begin after it: of the windows of the
-- calendar days around, what lies in the business day is one span or two.
with chatted as (
    select business_date, channel
    from marts.chat_talks
    where business_date between getvariable('first_day') and getvariable('last_day')
    union
    select business_date, channel
    from marts.chat_threads
    where business_date between getvariable('first_day') and getvariable('last_day')
),

ruled as (
    select chatted.business_date, chatted.channel, rules.* exclude (channel)
    from chatted
    left join settings.chat_rules as rules
        on rules.channel = if(
            lower(chatted.channel) in (select channel from settings.chat_rules),
            lower(chatted.channel),
            '*'
        )
),

days as (
    select
        *,
        settings.moment_of(business_date + to_seconds(day_starts_at_seconds)) as day_from,
        settings.moment_of(business_date + 1 + to_seconds(day_starts_at_seconds)) as day_until
    from ruled
    cross join settings.desk
),

around as (
    select
        *,
        unnest([-1, 0, 1]) as shift,
        coalesce(window_from_seconds, 0) as from_seconds,
        coalesce(
            window_until_seconds + if(window_until_seconds <= window_from_seconds, 86400, 0), 86400
        ) as until_seconds
    from days
),

cut as (
    select
        *,
        greatest(
            day_from, settings.moment_of(business_date + shift + to_seconds(from_seconds))
        ) as opens_at,
        least(
            day_until, settings.moment_of(business_date + shift + to_seconds(until_seconds))
        ) as closes_at
    from around
),

windows as (
    select
        business_date,
        channel,
        rule,
        -- a day that begins in an hour that the wall shows twice has messages beyond its edges
        list(if(opens_at = day_from, opens_at - interval 2 hours, opens_at) order by opens_at)
            filter (closes_at > opens_at) as opens,
        list(if(closes_at = day_until, closes_at + interval 2 hours, closes_at) order by opens_at)
            filter (closes_at > opens_at) as closes,
        window_by,
        outside,
        unit,
        judged_by,
        within_seconds,
        cap_seconds,
        unanswered_seconds,
        idle_split_seconds,
        exempts_closings,
        slow_replies,
        slow_seconds
    from cut
    group by all
),

spans as (
    select
        * exclude (opens, closes),
        opens[1] as opens_at,
        closes[1] as closes_at,
        opens[2] as opens_again_at,
        closes[2] as closes_again_at
    from windows
)

select * from spans
