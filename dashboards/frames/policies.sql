-- One row per queue that has a service level policy; '*' is every other queue.
with queue_policies as (
    select * from settings.queue_policies
),

shown as (
    select
        queue,
        answer_within_seconds,
        short_abandon_seconds,
        formula,
        target::double as target
    from queue_policies
    order by queue
)

select * from shown
