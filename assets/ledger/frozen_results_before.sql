-- Scores and ranks of earlier periods; what was paid for them is nobody's business here.
with results as (
    select * from score.results
),

before as (
    select * replace ('{}' as pay, '[]' as flags, '[]' as assumed)
    from results
    where period < $period and list_contains($schemes::varchar[], scheme)
    order by all
)

select * from before
