-- Inputs of earlier periods that schemes still count on.
with inputs as (
    select * from score.inputs
),

before as (
    select *
    from inputs
    where period < $period and list_contains($remembered::varchar[], input)
    order by all
)

select * from before
