-- Scores and ranks of a scheme in the periods before one.
with results as (
    select * from score.results
),

before as (
    select period, agent_id, team, score, rank, ranked, blocks
    from results
    where scheme = $1 and period < $2 and score is not null
    order by all
)

select * from before
