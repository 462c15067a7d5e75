-- Entries of a period that came by some sources: one row per agent, input and rater.
with entered as (
    select * from staged.month_end_inputs
),

of_sources as (
    select source, agent_id, input, value, coalesce(rater, '') as rater
    from entered
    where period = $1 and trim(value) <> '' and source in (select unnest($2::varchar[]))
    order by all
)

select * from of_sources
