-- Per queue and half hour: what came in, how long it took, and who was there to take it.
with pools as (
    select unnest($queues::varchar[]) as queue, unnest($pools::varchar[]) as pool
),

intervals as (
    select
        business_date,
        interval_at,
        queue,
        sum(offered) as offered,
        sum(answered) as answered,
        sum(abandoned) as abandoned,
        sum(answered_within) as answered_within,
        sum(abandoned_within) as abandoned_within,
        sum(callbacks) as callbacks,
        sum(callbacks_within) as callbacks_within,
        sum(short_abandoned) as short_abandoned,
        any_value(answer_within_seconds) as answer_within_seconds,
        any_value(short_abandon_seconds) as short_abandon_seconds,
        any_value(formula) as formula
    from marts.queue_intervals
    where business_date between $first and $last
    group by business_date, interval_at, queue
),

calls as (
    select
        business_date,
        interval_at,
        queue,
        sum(handle_seconds) filter (is_inbound) as handle_seconds,
        sum(wait_seconds) filter (is_offered) as waited_seconds
    from marts.calls
    where business_date between $first and $last
    group by business_date, interval_at, queue
),

-- an agent of several lines is there for each by its share of the agent's contacts of the day
shares as (
    select
        agent_id,
        business_date,
        pool,
        sum(contact_seconds)
        / sum(sum(contact_seconds)) over (partition by agent_id, business_date) as share
    from marts.agent_time
    left join pools using (queue)
    where contact_seconds > 0 and business_date between $first and $last
    group by agent_id, business_date, pool
),

pieces as (
    select
        agent_id,
        business_date,
        since_at,
        until_at,
        unnest(range(settings.half_hour(since_at), until_at, interval 30 minutes)) as interval_at
    from marts.agent_spans
    where state = 'working' and business_date between $first and $last
),

present as (
    select
        business_date,
        interval_at,
        pool,
        sum(
            share
            * seconds_between(
                greatest(since_at, interval_at), least(until_at, interval_at + interval 30 minutes)
            )
        ) / 1800 as agents
    from pieces
    join shares using (agent_id, business_date)
    group by business_date, interval_at, pool
),

known as (
    select distinct business_date, pool from shares
),

busy as (
    select answered_on as business_date, answered_interval_at as interval_at, pool,
        count(distinct agent_id) as agents
    from marts.calls
    join pools using (queue)
    where is_handled and is_inbound and answered_on between $first and $last
    group by answered_on, answered_interval_at, pool
),

policies as (
    select queue, target from settings.queue_policies
),

joined as (
    select
        pools.pool,
        intervals.*,
        strftime(settings.local_time(intervals.interval_at), '%H:%M') as half_hour,
        coalesce(handle_seconds, 0)::double as handle_seconds,
        coalesce(waited_seconds, 0)::double as waited_seconds,
        coalesce(if(known.pool is not null, present.agents, busy.agents), 0)::double as agents,
        if(known.pool is not null, 'states', 'busy') as agents_by,
        coalesce(own.target, other.target)::double as target
    from intervals
    left join calls using (business_date, interval_at, queue)
    join pools using (queue)
    left join known using (business_date, pool)
    left join present using (business_date, interval_at, pool)
    left join busy using (business_date, interval_at, pool)
    left join policies as own on own.queue = intervals.queue
    left join policies as other on other.queue = '*'
    where offered > 0
)

select * from joined
order by pool, interval_at, queue
