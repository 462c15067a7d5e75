-- Inputs of scored people whose logs don't reach far enough yet, and of how many.
with inputs as (
    select * from score.inputs
),

results as (
    select distinct period, agent_id from score.results
),

waiting as (
    select inputs.input, count(distinct inputs.agent_id) as agents
    from inputs
    join results using (period, agent_id)
    where inputs.period = $1 and inputs.state <> 'final'
    group by all
    order by all
)

select * from waiting
