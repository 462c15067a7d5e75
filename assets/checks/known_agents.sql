-- Agents of the logs whom the people file does not name, the busiest first; nobody is unknown to a
-- desk that names nobody.
with unknown as (
    select
        log_agents.agent_id,
        list(distinct log_agents.log order by log_agents.log) as logs,
        sum(log_agents.records)::bigint as records,
    from log_agents
    anti join raw.agents as agents on log_agents.agent_id = agents.agent_id
    where (select count(*) from raw.agents) > 0
    group by all
)

select 'agents' as log, agent_id as agent, array_to_string(logs, ', ') as logs, records
from unknown
order by records desc, agent
