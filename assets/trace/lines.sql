-- The lines of one agent's sheet, in the order of the form.
with lines as (
    select * from score.lines
),

of_agent as (
    select line, label_en, label_zh, input, rule, points, weight, weighted, note
    from lines
    where period = $1 and scheme = $2 and agent_id = $3
    order by position
)

select * from of_agent
