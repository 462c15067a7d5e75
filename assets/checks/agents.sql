insert into log_agents
select '{log}', agent_id, count(*) from raw.{log} where agent_id is not null group by agent_id
