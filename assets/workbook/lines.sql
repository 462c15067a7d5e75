-- Lines of a period in the order of the form.
with lines as (
    select * from score.lines
),

of_period as (
    select
        scheme,
        agent_id,
        line,
        input,
        rule,
        points,
        weight,
        weighted,
        next_needs,
        next_gains,
        note,
    from lines
    where period = $1
    order by scheme, agent_id, position
)

select * from of_period
