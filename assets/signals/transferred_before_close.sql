-- Tickets that somebody held, gave to a colleague who did not ask for them, and that were closed
-- soon after.
with events as (
    select * from staged.ticket_events
    where business_date between $first - 31 and $last + 1
),

assigned as (
    select
        source,
        ticket_id,
        events.at as moment,
        business_date,
        file_id,
        value as other,
        agent_id as moved_by,
        lag(value) over story as holder,
        lag(events.at) over story as held_since,
    from events
    where event = 'assigned' and value is not null
    window story as (partition by source, ticket_id order by events.at, value)
),

closed as (
    select source, ticket_id, events.at as closed_at
    from events
    where event in ('solved', 'closed')
),

passed_on as (
    select
        holder as agent_id,
        assigned.ticket_id as record,
        assigned.moment,
        date_diff('minute', assigned.moment, closed.closed_at) as number,
        other,
        file_id,
    from assigned
    asof join closed
        on assigned.source = closed.source and assigned.ticket_id = closed.ticket_id
        and assigned.moment <= closed.closed_at
    where business_date between $first and $last and holder <> other
        and moved_by is distinct from other
        and closed.closed_at <= assigned.moment + to_minutes($closed_within_minutes)
        and assigned.moment >= held_since + to_minutes($held_minutes)
)

select * from passed_on
