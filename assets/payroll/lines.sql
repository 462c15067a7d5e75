-- Every line of a period's forms, in the order in which they are printed.
with lines as (
    select * from score.lines
),

of_period as (
    select
        period,
        scheme,
        agent_id,
        position,
        line,
        label_en,
        label_zh,
        input,
        rule,
        points,
        weight,
        weighted,
        note,
    from lines
    where period = $period
    order by scheme, agent_id, position
)

select * from of_period
