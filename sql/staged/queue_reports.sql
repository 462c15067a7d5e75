with logged as (
    select * from raw.queue_reports
),

renamed as (
    select
        -- text
        queue,

        -- numbers
        span_seconds,
        offered,
        answered,
        abandoned,
        answered_within,
        queued,
        wait_seconds,
        handle_seconds,
        agents,

        -- times
        started_at,
        business_date,

    from logged
)

select * from renamed
