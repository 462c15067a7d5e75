-- The waits and the formula by which the rows of an answer were counted.
with counted as (
    select *
    from marts.queue_intervals
    where business_date between $first and $last
        and (len($queues) = 0 or queue in (select unnest($queues)))
        and (len($shops) = 0 or shop in (select unnest($shops)))
),

kinds as (
    select distinct answer_within_seconds, short_abandon_seconds, formula from counted
)

select * from kinds order by all
