-- Rated tickets that were given to somebody else after whoever solved them.
with tickets as (
    select * from marts.tickets
    where is_satisfied is not null or rating is not null
),

assigned as (
    select * from staged.ticket_events
    where event = 'assigned' and business_date between $first and $last
),

given_away as (
    select
        tickets.first_solved_by_agent_id as agent_id,
        tickets.ticket_id as record,
        assigned.at as moment,
        date_diff('minute', tickets.first_solved_at, assigned.at) as number,
        assigned.value as other,
        assigned.file_id,
    from assigned
    join tickets on tickets.ticket_id = assigned.ticket_id
    where assigned.at > tickets.first_solved_at
        and assigned.value <> tickets.first_solved_by_agent_id
)

select * from given_away
