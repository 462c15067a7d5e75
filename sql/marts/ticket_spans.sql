-- How long a ticket stood how: from one status to the next.
with statuses as (
    select *
    from marts.ticket_turns
    where status is not null
),

-- a ticket is new until something else is said of it
spans as (
    select
        *,
        happened_at as starts_at,
        event = 'status' or value in ('new', 'open', 'pending', 'on_hold') as is_told
    from statuses
    union all by name
    select
        * replace (
            'new' as status,
            false as is_done,
            false as was_done,
            null as agent_id,
            happened_at as ends_at,
            settings.business_clock(schedule, created_at)::decimal(18, 6) as open_seconds,
            open_seconds as open_seconds_at_end
        ),
        created_at as starts_at,
        false as is_told
    from statuses
    where status_before is null and happened_at > created_at
),

measured as (
    select
        ticket_id,
        status,
        starts_at,
        ends_at,
        seconds_between(starts_at, ends_at) as seconds,
        (open_seconds_at_end - open_seconds)::decimal(18, 3) as business_seconds,
        open_seconds,
        open_seconds_at_end,
        agent_id,
        is_told,
        is_done,
        is_done and not was_done as solves,
        was_done and not is_done as reopens,
        schedule,
        source,
        business_date
    from spans
)

select * from measured
