-- A request counts where its customer is known and its source logs outbound calls on its day or the next:
-- elsewhere nobody can tell whether it was done.
with calls as (
    select
        call_id, direction, outcome, queue, shop, customer_id, agent_id, source,
        queued_at, answered_at, ended_at, answered_on, is_callback, business_date
    from marts.calls
    where
        (is_callback or direction = 'outbound')
        and business_date between getvariable('first_day') and getvariable('last_day') + 3
),

logged as (
    select distinct source, unnest([business_date, business_date - 1]) as business_date
    from calls
    where direction = 'outbound'
),

requests as (
    select call_id, customer_id, queue, shop, ended_at as requested_at, business_date
    from calls
    semi join logged using (source, business_date)
    where
        is_callback
        and customer_id is not null
        and business_date between getvariable('first_day') and getvariable('last_day')
),

-- of two call backs in one moment the lower agent id counts
outbound as (
    select customer_id, queued_at as called_at, min(answered_at) as done_at, min(agent_id) as agent_id,
        min(answered_on) as done_on, min(business_date) as called_on
    from calls
    where direction = 'outbound' and outcome in ('answered', 'handled') and customer_id is not null
    group by customer_id, queued_at
),

found as (
    select
        requests.*,
        if(called_on <= requests.business_date + 3, done_at, null) as done_at,
        if(called_on <= requests.business_date + 3, agent_id, null) as agent_id,
        if(called_on <= requests.business_date + 3, done_on, null) as done_on
    from requests
    asof left join outbound
        on outbound.customer_id = requests.customer_id
        and outbound.called_at >= requests.requested_at
),

timed as (
    select
        call_id,
        customer_id,
        queue,
        shop,
        requested_at,
        done_at,
        agent_id,
        seconds_between(requested_at, done_at) as seconds_to_callback,
        coalesce(done_at <= requested_at + interval 24 hours, false) as is_done_in_24_hours,
        coalesce(done_on <= business_date + 1, false) as is_done_by_next_day,
        business_date,
        done_on
    from found
)

select * from timed
