-- Queues with calls that no service-level policy names, and whether one covers all others.
with queues as (
    select distinct queue from kpi.queue_intervals where queue is not null
),

unnamed as (
    select queue
    from queues
    anti join settings.queue_policies as policies using (queue)
),

fallback as (
    select count(*) > 0 as is_covered from settings.queue_policies where queue = '*'
)

select unnamed.queue, fallback.is_covered from unnamed cross join fallback order by unnamed.queue
