with refunds as (
    select
        refund_id,
        order_id,
        customer_id,
        shop,
        agent_id,
        kind,
        status,
        reason,
        amount,
        applied_at,
        rejected_at,
        agreed_at,
        signed_at,
        finished_at,
        coalesce(is_disputed, false) as is_disputed,
        coalesce(is_intervened, false) as is_intervened,
        coalesce(is_seller_fault, false) as is_seller_fault,
        source,
        file_id,
        business_date
    from staged.refunds
    where business_date between getvariable('first_day') and getvariable('last_day')
),

-- a credit note is a refund that succeeds when it is written
credit_notes as (
    select
        order_id as refund_id,
        null::varchar as order_id,
        min(customer_id) as customer_id,
        min(shop) as shop,
        null::varchar as agent_id,
        'return' as kind,
        'success' as status,
        null::varchar as reason,
        -sum(quantity::decimal(18, 3) * unit_price)::decimal(18, 4) as amount,
        min(placed_at) as applied_at,
        null::timestamp as rejected_at,
        null::timestamp as agreed_at,
        null::timestamp as signed_at,
        min(placed_at) as finished_at,
        false as is_disputed,
        false as is_intervened,
        false as is_seller_fault,
        source,
        min(file_id) as file_id,
        business_date
    from staged.order_lines
    where
        kind = 'return'
        and business_date between getvariable('first_day') and getvariable('last_day')
    group by source, order_id, business_date
),

together as (
    select * from refunds
    union all by name
    select * from credit_notes
),

-- the order may be up to 90 days older; of several rows of one id the last one
orders as (
    select order_id, agent_id, paid_at, paid_on, business_date
    from marts.orders
    where business_date between getvariable('first_day') - 90 and getvariable('last_day')
),

of_order as (
    select
        together.source,
        together.refund_id,
        together.business_date,
        arg_max(orders.agent_id, orders.business_date) as credited_agent_id,
        max(orders.paid_at) as order_paid_at,
        max(orders.paid_on) as order_paid_on
    from together
    join orders
        on orders.order_id = together.order_id
        and orders.business_date
            between together.business_date - 90 and together.business_date
    group by all
),

-- refund only: until success, or until the first rejection if it was closed;
-- return: until agreed, and again from the goods' arrival to the end
handled as (
    select
        together.*,
        credited_agent_id,
        order_paid_at,
        order_paid_on,
        status = 'success' as is_success,
        status in ('success', 'closed') as is_finished,
        case
            when status = 'success' and kind = 'return' and agreed_at is not null
                then seconds_between(applied_at, agreed_at)
                    + seconds_between(coalesce(signed_at, finished_at), finished_at)
            when status = 'success' then seconds_between(applied_at, finished_at)
            when status = 'closed' and rejected_at is not null
                then seconds_between(applied_at, rejected_at)
            when status = 'closed' and kind = 'return' and agreed_at is not null
                then seconds_between(applied_at, agreed_at)
        end as handling_seconds,
        settings.business_day(finished_at) as finished_on
    from together
    left join of_order using (source, refund_id, business_date)
),

timed as (
    select *, (handling_seconds / 3600)::decimal(18, 6) as handling_hours from handled
)

select * from timed
