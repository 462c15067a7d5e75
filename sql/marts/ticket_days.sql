with acts as (
    select agent_id, business_date
    from staged.ticket_events
    where
        business_date between getvariable('first_day') and getvariable('last_day')
        and agent_id is not null
        and coalesce(actor_role, 'agent') = 'agent'
    group by all
),

solves as (
    select solved_by_agent_id as agent_id, solved_on as business_date
    from marts.tickets
    where
        solved_on between getvariable('first_day') and getvariable('last_day')
        and solved_by_agent_id is not null
    group by all
),

days as (
    select * from acts
    union
    select * from solves
)

select * from days
