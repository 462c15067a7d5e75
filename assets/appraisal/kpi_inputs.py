"""KPI inputs: a period's exact sums per agent, as `deskmark kpis get` answers them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from assets.kpi_tables import read_catalogue
from assets.measures import measure
from metrics.kpi import with_variants
from metrics.measured import Measured
from metrics.question import ask

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OfAgents = Mapping[str, Measured]


def measured_kpis(
    connection: "DuckDBPyConnection", ids: Iterable[str], first: date, last: date
) -> dict[str, OfAgents]:
    """KPI → agent → sums; a KPI whose logs were not delivered for the period is left out."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    kpis = with_variants(read_catalogue(connection))
    question = ask(kpis, wanted, by=["agent"], first=first, last=last)
    answer: dict[str, dict[str, Measured]] = {}
    for one in measure(connection, kpis, question):
        agent_id = dict(one.names)["agent"]
        of_agents = answer.setdefault(one.kpi.id, {})
        if agent_id is not None:
            of_agents[agent_id] = one
    return dict(answer)
