-- Every rule with whom it credits and everybody who wrote in its window.
with ruled as (
    select
        order_id,
        customer_id,
        shop,
        paid_on,
        paid_amount,
        source,
        file_id,
        business_date,
        unnest([
            {
                rule: 'last_before_payment',
                credited: agent_id,
                writers: payment_agents
            },
            {
                rule: 'last_before_order',
                credited: order_agent_id,
                writers: order_agents
            },
            {
                rule: 'order_then_payment',
                credited: order_then_payment_agent_id,
                writers: coalesce(order_agents, payment_agents)
            }
        ]) as one
    from marts.orders
    where
        is_paid
        and business_date between getvariable('first_day') and getvariable('last_day')
),

-- whom the rule credits comes first, the others by id
shared as (
    select
        * exclude (one),
        one.rule,
        one.credited,
        [one.credited] || list_filter(coalesce(one.writers, []), lambda who: who <> one.credited)
            as agents,
        (paid_amount * 10000)::hugeint as parts
    from ruled
),

-- whole cents that every agent gets, cents that are left over, parts of a cent
cents as (
    select
        *,
        len(agents) as writers,
        (parts % 100 + 100) % 100 as below_a_cent,
        (parts - below_a_cent) // 100 as whole,
        (whole % writers + writers) % writers as left_over,
        (whole - left_over) // writers as each_gets
    from shared
),

apart as (
    select *, unnest(agents) as agent_id, unnest(range(1, writers + 1)) as place from cents
),

credits as (
    select
        order_id,
        rule,
        agent_id,
        customer_id,
        shop,
        paid_on,
        place = 1 as is_credited,
        place > 1 as is_assist,
        writers,
        paid_amount,
        (
            (
                (each_gets + if(place <= left_over, 1, 0)) * 100
                + if(place = 1, below_a_cent, 0)
            )::decimal(18, 0) * 0.0001
        )::decimal(18, 4) as equal_amount,
        source,
        file_id,
        business_date
    from apart
)

select * from credits
