-- What came and what was done, added up from the first day on; nothing is done before it came.
with tickets as (
    select
        agent_id,
        shop,
        channel,
        business_date,
        if(done_on is null, null, greatest(done_on, business_date)) as done_on
    from marts.tickets
    where business_date <= getvariable('last_day')
),

last_day as (
    select least(max(greatest(business_date, done_on)), getvariable('last_day')) as last_day
    from marts.tickets
),

before as (
    select
        agent_id,
        shop,
        channel,
        getvariable('first_day') as business_date,
        count(*) filter (done_on is null or done_on >= getvariable('first_day')) as change
    from tickets
    where business_date < getvariable('first_day')
    group by all
),

changes as (
    select * from before
    union all by name
    select agent_id, shop, channel, business_date, count(*) as change
    from tickets
    where business_date >= getvariable('first_day')
    group by all
    union all by name
    select agent_id, shop, channel, done_on as business_date, -count(*) as change
    from tickets
    where done_on between getvariable('first_day') and getvariable('last_day')
    group by all
),

changed as (
    select agent_id, shop, channel, business_date, sum(change) as change
    from changes
    group by all
),

levels as (
    select
        agent_id,
        shop,
        channel,
        business_date,
        sum(change) over in_turn as unsolved,
        coalesce(lead(business_date) over in_turn - 1, last_day) as holds_until
    from changed
    cross join last_day
    window in_turn as (partition by agent_id, shop, channel order by business_date)
),

-- the level of every day until the next change
days as (
    select
        agent_id,
        shop,
        channel,
        unsolved::bigint as unsolved,
        unnest(generate_series(business_date, holds_until, interval 1 day))::date as business_date
    from levels
)

select * from days
