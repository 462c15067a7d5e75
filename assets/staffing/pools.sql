-- How long each agent was in calls of each queue.
select queue, agent_id, sum(handle_seconds)::double as seconds
from marts.calls
where is_handled and is_inbound and queue is not null and business_date between $first and $last
group by queue, agent_id
