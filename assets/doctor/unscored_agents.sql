-- Why agents have no score, by period and scheme.
select period, scheme, problem, count(*) as agents
from score.results
where problem is not null
group by all
order by period desc, agents desc, scheme, problem
