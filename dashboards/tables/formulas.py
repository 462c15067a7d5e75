"""A queue's service level by each formula, side by side over the same calls."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from dashboards.measure import Measure
from dashboards.page import Panel
from dashboards.reading import Reading, total
from dashboards.table import Cell, Column, Table, text_cell
from dashboards.tables.reading_cell import reading_cell
from dashboards.view import View
from metrics.service_level import with_waits
from metrics.words import label

MOST_QUEUES = 12  # the busiest; for the others there is `deskmark kpis formulas`


def draw(panel: Panel, view: View) -> Table:
    (measure,) = view.measures_of(panel.kpis[:1], panel.frame)
    frame = view.frames[panel.frame].filter(pl.col("business_date") >= view.recent_from)
    policies = {row["queue"]: row for row in view.frames["policies"].to_dicts()}
    return Table(
        columns=(
            Column(label("site", "queue"), is_number=False, is_short=True),
            Column(label("site", "variant"), is_number=False, is_short=True),
            Column(measure.label),
            Column(label("site", "fraction")),
            Column(label("site", "formula"), is_number=False),
        ),
        rows=tuple(
            row
            for queue in _busiest(frame, measure)
            for row in _rows(
                queue,
                frame.filter(pl.col("queue") == queue),
                measure,
                policies.get(queue) or policies.get("*") or {},
            )
        ),
    )


def _busiest(frame: pl.DataFrame, measure: Measure) -> list[str]:
    calls = (
        frame.filter(pl.col("kpi") == measure.id)
        .group_by("queue")
        .agg(pl.col("n").sum())
        .sort(["n", "queue"], descending=[True, False])
    )
    return sorted(calls["queue"].head(MOST_QUEUES).to_list())


def _rows(
    queue: str, frame: pl.DataFrame, measure: Measure, policy: dict[str, object]
) -> Iterator[tuple[Cell, ...]]:
    for name, formula in measure.formulas.items():
        reading = total(frame, replace(measure, id=f"{measure.id}:{name}"))
        waits = (policy.get("answer_within_seconds"), policy.get("short_abandon_seconds"))
        known = tuple(wait if isinstance(wait, int) else None for wait in waits)
        yield (
            text_cell(queue),
            _name(name, is_in_force=policy.get("formula") == name),
            reading_cell(_with_cases(reading)),
            _fraction(reading),
            Cell(text=with_waits(formula, *known)),
        )


def _name(name: str, *, is_in_force: bool) -> Cell:
    return Cell(text=name, note_label=label("site", "in_force") if is_in_force else None)


def _fraction(reading: Reading | None) -> Cell:
    if reading is None or reading.denominator is None:
        return Cell()
    return Cell(text=f"{reading.numerator:,.0f} / {reading.denominator:,.0f}")


def _with_cases(reading: Reading | None) -> Reading | None:
    """The formulas count other cases; those are what their intervals rest on."""
    if reading is None or reading.denominator is None:
        return reading
    return replace(reading, n=round(reading.denominator))
