"""How many agents each queue needed, and how much of a missed service level that explains."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from math import inf
from typing import TYPE_CHECKING, TypeVar

from assets.staffing.pool import pools
from metrics.staffing.erlang import Traffic
from metrics.staffing.need import NOTHING, Counts, Promise, counts_with, required

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = TypeVar("Row")
HALF_HOUR = 1800
ENOUGH_CALLS = 5  # for a handle time of the half hour's own; else that of the queue
DAYS = 28


@dataclass(frozen=True)
class HalfHour:
    """A row of half_hours.sql: one queue, and the agents of its pool."""

    pool: str
    business_date: date
    interval_at: datetime
    queue: str
    offered: int
    answered: int
    abandoned: int
    answered_within: int
    abandoned_within: int
    callbacks: int
    callbacks_within: int
    short_abandoned: int
    answer_within_seconds: int
    short_abandon_seconds: int
    formula: str
    half_hour: str
    handle_seconds: float
    waited_seconds: float
    agents: float
    agents_by: str
    target: float

    @property
    def promise(self) -> Promise:
        return Promise(
            self.formula, self.answer_within_seconds, self.short_abandon_seconds, self.target
        )

    @property
    def counted(self) -> Counts:
        """By the same formulas as the KPI service_level."""
        above, below = self.answered_within, self.offered
        match self.formula:
            case "F1":
                above += self.abandoned_within
            case "F2":
                below = self.answered
            case "F4":
                below -= self.abandoned_within
            case "F5":
                above += self.short_abandoned
            case "aws":
                above += self.abandoned_within + self.callbacks_within
                below += self.callbacks
            case "talkdesk":
                below -= self.short_abandoned
        return Counts(above, below)


@dataclass(frozen=True)
class Staffed:
    """Queues that are one line, or one half hour of their days, over all days asked for."""

    queues: str
    half_hour: str | None  # of the local day; None: all of them
    half_hours: int
    offered: int
    handle_seconds: float | None
    patience_seconds: float | None  # None: nobody gave up
    agents_present: float  # on average
    agents_by: str  # states: logged in and not on a break; busy: who answered anything
    agents_required: float | None  # None: no number of agents keeps the promise
    target: float  # of its queues, by what they were offered
    level: float | None
    level_with_present: float | None
    level_with_required: float | None

    @property
    def explained(self) -> float | None:
        """Share of what is missing that the formulas expect of too few agents."""
        known = (self.level, self.level_with_present, self.level_with_required)
        level, present, needed = known
        if level is None or present is None or needed is None or level >= self.target:
            return None
        return min(max((needed - present) / (needed - level), 0.0), 1.0) if needed > level else 0.0


@dataclass(frozen=True)
class _Judged:
    rows: tuple[HalfHour, ...]  # of one half hour, one per queue
    traffic: Traffic
    required: float
    with_present: Counts
    with_required: Counts


def staffing(
    connection: "DuckDBPyConnection",
    queue: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> list[Staffed]:
    """Per line: the whole, then each half hour of the day; the last 28 days unless told."""
    last = last or _last_day(connection)
    if last is None:
        return []
    first = first or last - timedelta(days=DAYS - 1)
    days = {"first": first, "last": last}
    pool_of = pools(connection.execute(_query("pools"), days).fetchall())
    if queue is not None:
        pool_of = {name: pool for name, pool in pool_of.items() if pool == pool_of.get(queue)}
    parameters = days | {"queues": list(pool_of), "pools": list(pool_of.values())}
    rows = connection.execute(_query("half_hours"), parameters).fetchall()
    found: list[Staffed] = []
    for group in _grouped((HalfHour(*row) for row in rows), lambda row: row.pool):
        judged = _judged(group)
        found.append(_summed(judged, None))
        for part in _grouped(judged, lambda one: one.rows[0].half_hour):
            found.append(_summed(part, part[0].rows[0].half_hour))
    return found


def _judged(rows: Sequence[HalfHour]) -> list[_Judged]:
    """Patience and missing handle times are those of the whole line."""
    usual, patience = _handle_seconds(rows) or 0.0, _patience(rows)
    return [
        _judge(tuple(together), usual, patience)
        for together in _grouped(rows, lambda row: row.interval_at.isoformat())
    ]


def _judge(rows: tuple[HalfHour, ...], usual: float, patience: float) -> _Judged:
    """All its queues are served by one line; each keeps its own promise."""
    is_enough = sum(row.answered for row in rows) >= ENOUGH_CALLS
    own = (_handle_seconds(rows) if is_enough else None) or usual
    traffic = Traffic(sum(row.offered for row in rows) / HALF_HOUR, own, patience)
    needed = max(required(row.promise, traffic) for row in rows)

    def with_agents(agents: float) -> Counts:
        parts = (counts_with(row.promise, traffic, row.offered, agents) for row in rows)
        return sum(parts, NOTHING)

    with_required = NOTHING if needed == inf else with_agents(needed)
    return _Judged(rows, traffic, needed, with_agents(rows[0].agents), with_required)


def _handle_seconds(rows: Iterable[HalfHour]) -> float | None:
    rows = list(rows)
    answered = sum(row.answered for row in rows)
    return sum(row.handle_seconds for row in rows) / answered if answered else None


def _patience(rows: Iterable[HalfHour]) -> float:
    """Time waited per caller who gave up: the estimate for patience that is cut off by answers."""
    rows = list(rows)
    gone, waited = sum(row.abandoned for row in rows), sum(row.waited_seconds for row in rows)
    return waited / gone if gone and waited else inf


def _summed(judged: Sequence[_Judged], half_hour: str | None) -> Staffed:
    rows = [row for one in judged for row in one.rows]
    patience = judged[0].traffic.patience_seconds
    needed = sum(one.required for one in judged) / len(judged)
    offered = sum(row.offered for row in rows)
    return Staffed(
        queues=rows[0].pool,
        half_hour=half_hour,
        half_hours=len(judged),
        offered=offered,
        handle_seconds=_handle_seconds(rows),
        patience_seconds=None if patience == inf else patience,
        agents_present=sum(one.rows[0].agents for one in judged) / len(judged),
        agents_by="states" if all(row.agents_by == "states" for row in rows) else "busy",
        agents_required=None if needed == inf else needed,
        target=sum(row.target * row.offered for row in rows) / offered,
        level=sum((row.counted for row in rows), NOTHING).level,
        level_with_present=sum((one.with_present for one in judged), NOTHING).level,
        level_with_required=sum((one.with_required for one in judged), NOTHING).level,
    )


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> list[list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return [groups[name] for name in sorted(groups)]


def _query(name: str) -> str:
    return files("assets.staffing").joinpath(f"{name}.sql").read_text("utf-8")


def _last_day(connection: "DuckDBPyConnection") -> date | None:
    ((day,),) = connection.execute(
        "select max(business_date) from marts.queue_intervals"
    ).fetchall()
    return day if isinstance(day, date) else None
