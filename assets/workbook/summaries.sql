-- Longer results that the period's sheets tell.
with summaries as (
    select * from score.summaries
),

of_period as (
    select scheme, agent_id, months, label_en, label_zh, score
    from summaries
    where period = $1
    order by all
)

select * from of_period
