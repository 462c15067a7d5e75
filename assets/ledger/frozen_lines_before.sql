-- Points of earlier periods that half-years and years are made of.
with lines as (
    select * from score.lines
),

before as (
    select *
    from lines
    where period < $period and list_contains($schemes::varchar[], scheme)
        and list_contains($marked::varchar[], line || '_points')
    order by all
)

select * from before
