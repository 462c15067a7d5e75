"""Who is on the page: agents, with their names and the teams they were in, day by day."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

IDS = """
select distinct agent_id
from kpi.agent_days as sums
where agent_id is not null
    and business_date between getvariable('shown_from') and getvariable('as_of')
    and (getvariable('team') is null or exists (
        from staged.agents as agents
        where agents.agent_id = sums.agent_id
            and agents.team = getvariable('team')
            and sums.business_date between agents.valid_from and agents.valid_to
    ))
order by agent_id
"""
SPANS = """
select
    agent_id,
    name,
    team,
    greatest(valid_from - getvariable('shown_from'), 0)::integer as first_day,
    least(valid_to, getvariable('as_of'))  - getvariable('shown_from') as last_day
from staged.agents
where valid_from <= getvariable('as_of')
    and valid_to >= getvariable('shown_from')
    and (getvariable('team') is null or team = getvariable('team'))
order by agent_id, valid_from
"""


def people(connection: "DuckDBPyConnection") -> tuple[list[dict[str, Any]], list[str]]:
    """Agents by id, each with spans of days and teams; and the teams' names."""
    ids = [agent for (agent,) in connection.execute(IDS).fetchall()]
    known = {agent: {"id": agent, "name": agent, "spans": []} for agent in ids}
    rows = [row for row in connection.execute(SPANS).fetchall() if row[0] in known]
    teams = sorted({team for _, _, team, _, _ in rows if team is not None})
    places = {team: place for place, team in enumerate(teams)}
    for agent, name, team, first, last in rows:
        known[agent]["name"] = name or agent
        known[agent]["spans"].append((first, last, None if team is None else places[team]))
    return list(known.values()), teams
