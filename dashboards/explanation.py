"""How a number is computed: what the reader of any number on the page may ask."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from dashboards.measure import Measure
from dashboards.numbers import number
from dashboards.page import Panel
from dashboards.reading import Reading, total
from dashboards.tables.queues import policy_text
from dashboards.view import View


@dataclass(frozen=True)
class Policy:
    """The rule behind a queue's service level; "*" is every queue without its own."""

    queue: str
    text: str
    formula: str


@dataclass(frozen=True)
class Explanation:
    """Formula and definition of a KPI, its sums behind what is shown, and from when it is final."""

    measure: Measure
    last_day: Reading | None
    recent: Reading | None
    recent_from: date
    as_of: date
    final_until: date
    policies: tuple[Policy, ...] = ()

    @property
    def has_interval(self) -> bool:
        return bool(self.recent and self.recent.interval)


def explanations(panel: Panel, view: View) -> list[Explanation]:
    if not panel.kpis or "business_date" not in view.frames[panel.frame].columns:
        frame = "days"
    else:
        frame = panel.frame
    return [explain(measure, frame, view) for measure in view.measures_of(panel.kpis, panel.frame)]


def explain(measure: Measure, frame: str, view: View) -> Explanation:
    rows = view.frames[frame]
    recent = rows.filter(pl.col("business_date") >= view.recent_from)
    return Explanation(
        measure=measure,
        last_day=total(rows.filter(pl.col("business_date") == view.as_of), measure),
        recent=total(recent, measure),
        recent_from=view.recent_from,
        as_of=view.as_of,
        final_until=view.as_of - timedelta(days=measure.matures_after_days),
        policies=_policies(measure, view),
    )


def _policies(measure: Measure, view: View) -> tuple[Policy, ...]:
    """A service level is only a number with its formula, T and short abandons beside it."""
    if not measure.id.startswith("service_level"):
        return ()
    rows = view.frames["policies"].sort("queue").to_dicts()
    return tuple(
        Policy(row["queue"], policy_text(row), measure.formulas.get(row["formula"], ""))
        for row in rows
    )


def fraction(reading: Reading) -> str:
    """41 / 52, or the count alone."""
    unit = "count" if reading.numerator == int(reading.numerator) else "ratio"
    if reading.denominator is None:
        return number(reading.numerator, unit)
    return f"{number(reading.numerator, unit)} / {number(reading.denominator, 'count')}"
