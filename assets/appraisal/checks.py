"""What a data engineer sees of a scored period: whether its numbers may stand as they are."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.appraisal.coverage import Use, coverage
from assets.desk.home import Desk
from assets.statement import statement
from metrics.exact import exact
from metrics.label import Label
from metrics.number import Fraction
from metrics.saying import said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NAMES = ("inputs_final", "everybody_scored", "weights", "caps", "unit_average")
Who = tuple[str, str]  # scheme and agent


@dataclass(frozen=True)
class Checked:
    name: str
    passed: bool
    text: Label


def checked(connection: "DuckDBPyConnection", desk: Desk, period: str) -> Iterator[Checked]:
    """One verdict per name, in their order; none of them stops anything: a person decides."""
    uses = coverage(connection, desk, period)
    waiting = connection.execute(statement("ledger", "provisional"), [period]).fetchall()
    names = ", ".join(f"{name} ({agents})" for name, agents in waiting)
    yield _checked("inputs_final", names)
    unscored = connection.execute(statement("ledger", "unscored"), [period]).fetchall()
    yield _checked("everybody_scored", "; ".join(f"{len(who)}: {why}" for why, who in unscored))
    yield _checked("weights", ", ".join(_too_heavy(connection, uses, period)))
    results = connection.execute(
        "select scheme, agent_id, score, flags from score.results where period = ? order by all",
        [period],
    ).fetchall()
    yield _checked("caps", ", ".join(_outside(uses, results)))
    yield _checked("unit_average", ", ".join(_above(uses, results)))


def _checked(name: str, amiss: str) -> Checked:
    key = f"{name}_breaks" if amiss else f"{name}_holds"
    return Checked(name, not amiss, said("score_checks", key, what=amiss))


def _too_heavy(connection: "DuckDBPyConnection", uses: list[Use], period: str) -> Iterator[str]:
    """Sheets whose lines weigh more than their form does."""
    weights: dict[Who, Fraction] = {}
    for scheme, agent_id, weight in connection.execute(
        "select scheme, agent_id, weight from score.lines where period = ? order by all", [period]
    ).fetchall():
        who = scheme, agent_id
        weights[who] = weights.get(who, Fraction(0)) + exact(weight)
    limits = {use.scheme.id: use.scheme.weights_total for use in uses}
    for (scheme, agent_id), weight in weights.items():
        if scheme in limits and weight > limits[scheme]:
            yield agent_id


def _outside(uses: list[Use], results: list[tuple[str, str, str | None, str]]) -> Iterator[str]:
    """Scores beyond what the form allows for its total."""
    totals = {use.scheme.id: use.scheme.total for use in uses}
    for scheme, agent_id, score, _ in results:
        total = totals.get(scheme)
        if score is not None and total is not None:
            points = exact(score)
            is_low = total.least is not None and points < total.least
            if is_low or (total.most is not None and points > total.most):
                yield agent_id


def _above(uses: list[Use], results: list[tuple[str, str, str | None, str]]) -> Iterator[str]:
    """Means of groups above what the form allows; everybody in the group carries the flag."""
    means = {use.scheme.id: set(use.scheme.means) for use in uses}
    found = {
        flag["en"]
        for scheme, _, _, flags in results
        for flag in json.loads(flags)
        if flag["id"].removeprefix("mean:") in means.get(scheme, set())
    }
    yield from sorted(found)
