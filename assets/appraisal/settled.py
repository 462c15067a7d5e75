"""What a half-year or year is made of beside scores and inputs: points and blocks of its months."""

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from assets.statement import statement
from metrics.exact import exact
from metrics.mark import Value
from metrics.scheme import Scheme
from metrics.score import Settled

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def settled_before(connection: "DuckDBPyConnection", scheme: Scheme, period: str) -> Settled:
    """Empty for a scheme without summaries: nothing else reads them."""
    if not scheme.summaries:
        return {}
    found: dict[tuple[str, str], dict[str, Value]] = defaultdict(dict)
    for before, agent_id, *_, blocks in connection.execute(
        statement("appraisal", "results_before"), [scheme.id, period]
    ).fetchall():
        sums = {name: exact(number) for name, number in json.loads(blocks or "{}").items()}
        found[agent_id, before].update(sums)
    for before, agent_id, name, points in connection.execute(
        statement("appraisal", "points_before"), [scheme.id, period, scheme.summed_up]
    ).fetchall():
        found[agent_id, before][name] = exact(points)
    return found
