"""The strip on top: each headline KPI on the last day, against the same weekday a week before."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Literal

from dashboards.measure import Measure
from dashboards.numbers import change
from dashboards.reading import Reading, by_day
from dashboards.sparkline import sparkline
from dashboards.view import RECENT_DAYS, View
from metrics.label import Label
from metrics.uncertainty import Z

Verdict = Literal["better", "worse", "steady", "chance", "up", "down", "unsure", "alone"]
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Tile:
    measure: Measure
    day: date
    now: Reading
    before: Reading | None
    change: Label | None
    verdict: Verdict
    is_provisional: bool
    line: str


def tiles(headline: tuple[tuple[str, ...], ...], frame: str, view: View) -> list[Tile]:
    """One tile for each KPI, or for the first of its stand-ins that has data."""
    found = (view.measures_of(ids, frame)[:1] for ids in headline)
    made = (_tile(measure, frame, view) for measures in found for measure in measures)
    return [tile for tile in made if tile is not None]


def _tile(measure: Measure, frame: str, view: View) -> Tile | None:
    """The KPI's own last day, which the tile names where it lies behind the desk's."""
    readings = by_day(view.frames[frame], measure)
    day = max((day for day, one in readings.items() if one.value is not None), default=None)
    if day is None or day < view.recent_from:
        return None
    now, before = readings[day], readings.get(day - WEEK)
    if now.value is None:
        return None
    days = [view.recent_from + timedelta(days=step) for step in range(RECENT_DAYS)]
    is_compared = before is not None and before.value is not None
    return Tile(
        measure=measure,
        day=day,
        now=now,
        before=before if is_compared else None,
        change=_change(now.value, before.value if before else None, measure.unit),
        verdict=_verdict(now, before if is_compared else None),
        is_provisional=view.is_provisional(measure, day),
        line=sparkline([readings[day].value if day in readings else None for day in days]),
    )


def _change(now: float, before: float | None, unit: str) -> Label | None:
    if before is None:
        return None
    return Label(en=change(now, before, unit, "en"), zh=change(now, before, unit, "zh"))


def _verdict(now: Reading, before: Reading | None) -> Verdict:
    """Better or worse only where the two days lie apart; else it may be chance."""
    if before is None or now.value is None or before.value is None:
        return "alone"
    if now.is_small or before.is_small:
        return "unsure"
    rises = now.value > before.value
    if now.value == before.value:
        return "steady"
    if not _is_apart(now, before):
        return "chance"
    has_evidence = bool(now.interval and before.interval) or now.denominator is None
    if now.measure.better == "neither" or not has_evidence:
        return "up" if rises else "down"
    return "better" if rises == (now.measure.better == "higher") else "worse"


def _is_apart(now: Reading, before: Reading) -> bool:
    """Intervals that do not touch; bare counts by the scatter of their sum, as Poisson's."""
    if now.interval and before.interval:
        return now.interval[0] > before.interval[1] or now.interval[1] < before.interval[0]
    if now.denominator is None and before.denominator is None:
        return abs(now.numerator - before.numerator) > Z * sqrt(now.numerator + before.numerator)
    return True
