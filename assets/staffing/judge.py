"""How many agents each queue needed, and how much of a missed service level that explains."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from math import inf
from typing import TYPE_CHECKING, TypeVar

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
    """A row of half_hours.sql."""

    business_date: date
    interval_at: datetime
    queue: str | None
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
    """A queue, or one half hour of its days, over all days asked for."""

    queue: str | None
    half_hour: str | None  # of the local day; None: all of them
    half_hours: int
    offered: int
    handle_seconds: float | None
    patience_seconds: float | None  # None: nobody gave up
    agents_present: float  # on average
    agents_by: str  # states: logged in and not on a break; busy: who answered anything
    agents_required: float | None  # None: no number of agents keeps the promise
    target: float
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
    half_hour: HalfHour
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
    """Per queue: the whole, then each half hour of the day; the last 28 days unless told."""
    last = last or _last_day(connection)
    if last is None:
        return []
    first = first or last - timedelta(days=DAYS - 1)
    query = files("assets.staffing").joinpath("half_hours.sql").read_text("utf-8")
    parameters = {"queue": queue, "first": first, "last": last}
    rows = [HalfHour(*row) for row in connection.sql(query, params=parameters).fetchall()]
    by_queue = _grouped(rows, lambda row: row.queue or "")
    found: list[Staffed] = []
    for group in by_queue:
        judged = _judged(group)
        found.append(_summed(judged, None))
        for part in _grouped(judged, lambda one: one.half_hour.half_hour):
            found.append(_summed(part, part[0].half_hour.half_hour))
    return found


def _judged(rows: Sequence[HalfHour]) -> list[_Judged]:
    """Patience and missing handle times are those of the queue."""
    answered = sum(row.answered for row in rows)
    usual = sum(row.handle_seconds for row in rows) / answered if answered else 0.0
    patience = _patience(rows)
    judged = []
    for row in rows:
        own = row.handle_seconds / row.answered if row.answered >= ENOUGH_CALLS else usual
        traffic = Traffic(row.offered / HALF_HOUR, own, patience)
        needed = required(row.promise, traffic)
        judged.append(
            _Judged(
                row,
                traffic,
                needed,
                counts_with(row.promise, traffic, row.offered, row.agents),
                NOTHING
                if needed == inf
                else counts_with(row.promise, traffic, row.offered, needed),
            )
        )
    return judged


def _patience(rows: Iterable[HalfHour]) -> float:
    """Time waited per caller who gave up: the estimate for patience that is cut off by answers."""
    rows = list(rows)
    gone, waited = sum(row.abandoned for row in rows), sum(row.waited_seconds for row in rows)
    return waited / gone if gone and waited else inf


def _summed(judged: Sequence[_Judged], half_hour: str | None) -> Staffed:
    rows = [one.half_hour for one in judged]
    answered, patience = sum(row.answered for row in rows), judged[0].traffic.patience_seconds
    needed = sum(one.required for one in judged) / len(judged)
    return Staffed(
        queue=rows[0].queue,
        half_hour=half_hour,
        half_hours=len(rows),
        offered=sum(row.offered for row in rows),
        handle_seconds=sum(row.handle_seconds for row in rows) / answered if answered else None,
        patience_seconds=None if patience == inf else patience,
        agents_present=sum(row.agents for row in rows) / len(rows),
        agents_by="states" if all(row.agents_by == "states" for row in rows) else "busy",
        agents_required=None if needed == inf else needed,
        target=rows[0].target,
        level=sum((row.counted for row in rows), NOTHING).level,
        level_with_present=sum((one.with_present for one in judged), NOTHING).level,
        level_with_required=sum((one.with_required for one in judged), NOTHING).level,
    )


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> list[list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return [groups[name] for name in sorted(groups)]


def _last_day(connection: "DuckDBPyConnection") -> date | None:
    ((day,),) = connection.sql("select max(business_date) from marts.queue_intervals").fetchall()
    return day if isinstance(day, date) else None
