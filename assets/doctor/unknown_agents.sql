-- Agents who did something but whom the people file does not name, the busiest first.
with busy as (
    select agent_id, sum(n) as records from kpi.agent_days where agent_id is not null group by all
)

select busy.agent_id
from busy
anti join staged.agents as agents on busy.agent_id = agents.agent_id
order by busy.records desc, busy.agent_id
