-- People with an adjustment who have no sheet in the period that carries it.
with adjustments as (
    select distinct period, of_period, agent_id from score.adjustments
),

results as (
    select distinct period, agent_id from score.results
),

untold as (
    select period, of_period, agent_id
    from adjustments
    anti join results using (period, agent_id)
    order by all
)

select * from untold
