-- Tickets solved in the last days of the period and open again in the first days of the next.
with events as (
    select * from staged.ticket_events
    where event in ('solved', 'reopened')
        and business_date between $last - $last_days + 1 and $last + $first_days
),

in_order as (
    select
        ticket_id as record,
        event,
        events.at as moment,
        business_date,
        file_id,
        lag(event) over story as event_before,
        lag(events.at) over story as solved_at,
        lag(agent_id) over story as solver,
        lag(business_date) over story as solved_on,
    from events
    window story as (partition by source, ticket_id order by events.at, event desc)
),

reopened as (
    select
        coalesce(solver, tickets.first_solved_by_agent_id) as agent_id,
        record,
        moment,
        date_diff('hour', in_order.solved_at, moment) as number,
        null::varchar as other,
        in_order.file_id,
    from in_order
    left join marts.tickets on tickets.ticket_id = record
    where event = 'reopened' and event_before = 'solved'
        and in_order.business_date > $last and in_order.solved_on <= $last
)

select distinct * from reopened
