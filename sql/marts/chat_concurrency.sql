with sessions as (
    select agent_id, shop, channel, opened_at, closed_at, business_date
    from marts.chat_sessions
    where
        agent_id is not null
        and closed_at > opened_at
        and business_date between getvariable('first_day') and getvariable('last_day')
),

-- of the moments of a day in order, a close before an open: the n-th open at place p comes after
-- p - n closes
moments as (
    select
        business_date,
        agent_id,
        list_sort(
            list_concat(list(epoch_us(opened_at) * 2 + 1), list(epoch_us(closed_at) * 2))
        ) as moments
    from sessions
    group by business_date, agent_id
),

opens as (
    select
        business_date,
        agent_id,
        list_filter(range(1, len(moments) + 1), lambda place: moments[place] & 1 = 1) as places
    from moments
),

-- a second of several open sessions belongs to the one that opened first
in_order as (
    select
        *,
        max(closed_at) over (
            day_of_agent rows between unbounded preceding and 1 preceding
        ) as closed_before,
        count(*) over (
            partition by business_date, agent_id order by opened_at  -- and all of that moment
        ) as number
    from sessions
    window day_of_agent as (
        partition by business_date, agent_id order by opened_at, closed_at, channel, shop
    )
),

counted as (
    select
        in_order.*,
        seconds_between(opened_at, closed_at) as open_seconds,
        greatest(
            seconds_between(greatest(opened_at, closed_before), closed_at), 0
        ) as busy_seconds,
        2 * number - places[number] as open_at_once
    from in_order
    join opens using (business_date, agent_id)
),

added_up as (
    select
        agent_id,
        shop,
        channel,
        count(*) as sessions,
        sum(open_seconds) as open_seconds,
        sum(busy_seconds) as busy_seconds,
        max(open_at_once) as open_at_once,
        business_date
    from counted
    group by business_date, agent_id, shop, channel
)

select * from added_up
