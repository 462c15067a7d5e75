-- Points of lines in the periods before one, where a half-year or year is made of them.
with lines as (
    select * from score.lines
),

before as (
    select period, agent_id, line || '_points' as name, points
    from lines
    where scheme = $1 and period < $2 and points is not null
        and list_contains($3::varchar[], line || '_points')
    order by all
)

select * from before
