"""Scores by shift, tenure and mix of queues, each set beside everybody under the scheme."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from assets.appraisal.coverage import period_days
from assets.desk.home import Desk
from assets.statement import statement
from assets.whatif.simulate import Simulation
from metrics.documents import read_document
from metrics.exact import Exact
from metrics.fairness import Dimension, Shuffles, compared
from metrics.label import Label
from metrics.number import Fraction
from metrics.scheme_part import Part
from metrics.words import label

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MIXED = "mixed"


class Band(Part):
    """From a number on; of hours until another, perhaps past midnight."""

    label: Label
    start: int
    until: int | None = None

    def holds_hour(self, hour: int) -> bool:
        assert self.until is not None
        if self.start <= self.until:
            return self.start <= hour < self.until
        return hour >= self.start or hour < self.until


class Rules(Part):
    least_share: Exact
    shuffles: Shuffles
    shift: dict[str, Band]
    tenure: dict[str, Band]


@cache
def rules() -> Rules:
    return read_document(files("assets").joinpath("whatif", "fairness.yml"), Rules)


def fairness(
    connection: "DuckDBPyConnection", desk: Desk, found: Simulation
) -> tuple[Dimension, ...]:
    """Of the people whom the simulated scheme scores, by the mean of their periods."""
    scores = _scores(found)
    first, last = (period_days(desk, name) for name in (found.periods[0], found.periods[-1]))
    work = _work(connection, first[0], last[1])
    mixed = {MIXED: label("fairness", MIXED)}
    shifts = {key: band.label for key, band in rules().shift.items()} | mixed
    tenures = {key: band.label for key, band in rules().tenure.items()}
    places = sorted({place for agent in scores for place in work.places.get(agent, {})})
    return (
        _dimension("shift", scores, _mainly(work.shifts), list(shifts), shifts),
        _dimension("tenure", scores, _tenures(connection, last[1]), list(tenures), tenures),
        _dimension("queue", scores, _mainly(work.places), [*places, MIXED], mixed),
    )


@dataclass(frozen=True)
class _Work:
    """Agent → shift or place → pieces of work."""

    shifts: dict[str, dict[str, int]]
    places: dict[str, dict[str, int]]


def _scores(found: Simulation) -> dict[str, Fraction]:
    of_agent: dict[str, list[Fraction]] = defaultdict(list)
    for one in found.outcomes:
        sheet = one.now.statement
        if sheet.scheme == found.scheme.id and sheet.score is not None:
            of_agent[one.agent_id].append(sheet.score)
    return {agent: sum(all_, Fraction(0)) / len(all_) for agent, all_ in of_agent.items()}


def _work(connection: "DuckDBPyConnection", first: date, last: date) -> _Work:
    shifts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    places: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for agent, hour, place, pieces in connection.execute(
        statement("whatif", "work"), {"first": first, "last": last}
    ).fetchall():
        shift = next(key for key, band in rules().shift.items() if band.holds_hour(hour))
        shifts[agent][shift] += pieces
        places[agent][place] += pieces
    return _Work(shifts, places)


def _mainly(work: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Where at least the share of somebody's work lies that the rules ask for; else mixed."""
    found = {}
    for agent, pieces in work.items():
        most = max(sorted(pieces), key=lambda key: pieces[key])
        share = Fraction(pieces[most], sum(pieces.values()))
        found[agent] = most if share >= rules().least_share else MIXED
    return found


def _tenures(connection: "DuckDBPyConnection", last: date) -> dict[str, str]:
    bands = rules().tenure
    rows = connection.execute(statement("whatif", "hired"), {"last": last}).fetchall()
    return {
        agent: [key for key, band in bands.items() if band.start <= months][-1]
        for agent, months in rows
    }


def _dimension(
    id_: str,
    scores: Mapping[str, Fraction],
    of_whom: Mapping[str, str],
    order: list[str],
    labels: Mapping[str, Label],
) -> Dimension:
    groups = compared(scores, of_whom, order, rules().shuffles)
    missing = None
    if not groups:
        missing = label("fairness", f"no_{id_}")
    elif len(groups) == 1:
        groups, missing = [], label("fairness", "all_alike")
    unknown = sum(agent not in of_whom for agent in scores) if groups else 0
    return Dimension(id_, tuple(groups), labels, unknown, missing)
