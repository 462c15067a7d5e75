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
    select
        order_id,
        {
            business_date: business_date,
            paid_at: paid_at,
            source: source,
            paid_on: paid_on,
            agent_id: agent_id,
            order_agent_id: order_agent_id,
            order_then_payment_agent_id: order_then_payment_agent_id
        } as found,
        business_date
    from marts.orders
    where business_date between getvariable('first_day') - 90 and getvariable('last_day')
),

of_order as (
    select
        together.source,
        together.refund_id,
        together.business_date,
        max(orders.found) as found
    from together
    join orders
        on orders.order_id = together.order_id
        and orders.business_date
            between together.business_date - 90 and together.business_date
    group by all
),

matched as (
    select
        together.*,
        found.agent_id as credited_agent_id,
        found.order_agent_id as credited_order_agent_id,
        found.order_then_payment_agent_id as credited_order_then_payment_agent_id,
        found.paid_at as order_paid_at,
        found.paid_on as order_paid_on,
        status = 'success' as is_success,
        status in ('success', 'closed') as is_finished,
        settings.business_day(finished_at) as finished_on,
        -- a stage before the application or after the end is a fault of the log
        rejected_at >= applied_at and coalesce(rejected_at <= finished_at, true) as is_refused,
        agreed_at >= applied_at
        and coalesce(agreed_at <= finished_at, true)
        and coalesce(signed_at <= finished_at, true) as is_agreed,
        -- goods that came before the agreement waited for it
        greatest(signed_at, agreed_at) as arrived_at
    from together
    left join of_order using (source, refund_id, business_date)
),

-- refund only: until success, or until the first rejection if it was closed;
-- return: until agreed, and again from the goods' arrival to the end
handled as (
    select
        * exclude (is_refused, is_agreed, arrived_at),
        case
            when finished_at < applied_at then null
            when status = 'success' and kind = 'return' and agreed_at is not null
                then if(
                    is_agreed,
                    seconds_between(applied_at, agreed_at)
                    + if(signed_at is null, 0, seconds_between(arrived_at, finished_at)),
                    null
                )
            when status = 'success' then seconds_between(applied_at, finished_at)
            when status = 'closed' and rejected_at is not null
                then if(is_refused, seconds_between(applied_at, rejected_at), null)
            when status = 'closed' and kind = 'return' and agreed_at is not null
                then if(is_agreed, seconds_between(applied_at, agreed_at), null)
        end as handling_seconds,
        if(is_finished and finished_at >= applied_at, seconds_between(applied_at, finished_at), null)
            as elapsed_seconds
    from matched
),

starts as (
    select coalesce(max(starts_on), 1)::integer - 1 as shift from settings.periods
),

timed as (
    select
        handled.*,
        is_success
        and coalesce(
            date_trunc('month', finished_on - shift) > date_trunc('month', order_paid_on - shift),
            false
        ) as is_clawed_back
    from handled
    cross join starts
)

select * from timed
