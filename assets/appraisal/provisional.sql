-- Who has an input that is not final yet.
with inputs as (
    select * from score.inputs
),

waiting as (
    select distinct agent_id
    from inputs
    where period = $1 and state <> 'final'
    order by agent_id
)

select * from waiting
