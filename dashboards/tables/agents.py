"""Agents over the last four weeks: whom to help first, each KPI with its sample and interval."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from dashboards.measure import Measure
from dashboards.page import Panel
from dashboards.reading import EXACT, Reading
from dashboards.sparkline import sparkbars
from dashboards.table import Cell, Column, Standing, Table, count_cell, text_cell
from dashboards.tables.reading_cell import reading_cell
from dashboards.view import RECENT_DAYS, View
from metrics.label import Label
from metrics.words import label

# What an agent takes in a day; of stand-ins for each other the first that the agent has.
LOADS = (
    ("chat_customers", "platform_received"),
    ("calls_handled",),
    ("tickets_solved",),
)
Readings = Mapping[tuple[str, str], Reading]
People = Mapping[str, Mapping[str, str | None]]
EVERYONE = ""


def draw(panel: Panel, view: View) -> Table:
    measures = [
        m
        for m in view.measures_of(panel.kpis, panel.frame)
        if m.is_for_agents and m.kind != "stock"
    ]
    frame = view.frames[panel.frame]
    everyone = pl.concat([frame, frame.with_columns(pl.lit(EVERYONE).alias("agent_id"))])
    readings, loads = _sums(everyone, measures), _loads(frame, view)
    people = {row["agent_id"]: row for row in view.frames["people"].to_dicts()}
    rows = [
        _row(agent, measures, readings, people, loads)
        for agent in sorted({agent for agent, _ in readings} - {EVERYONE})
    ]
    return Table(
        columns=_columns(measures),
        rows=tuple(sorted(rows, key=_whom_to_help_first)),
        total=(
            Cell(label=label("site", "everyone")),
            Cell(),
            Cell(),
            loads.get(EVERYONE, Cell()),
            *(reading_cell(readings.get((EVERYONE, measure.id))) for measure in measures),
        ),
        is_sortable=True,
        is_searchable=True,
    )


def _columns(measures: list[Measure]) -> tuple[Column, ...]:
    return (
        Column(label("site", "agent"), is_number=False),
        Column(label("site", "team"), is_number=False),
        Column(label("site", "worse_on"), sorted="descending"),
        Column(label("site", "daily_load")),
        *(Column(Label(en=one.title("en"), zh=one.title("zh"))) for one in measures),
    )


def _row(
    agent: str,
    measures: list[Measure],
    readings: Readings,
    people: People,
    loads: Mapping[str, Cell],
) -> tuple[Cell, ...]:
    person = people.get(agent, {})
    cells = [
        _standing(readings.get((agent, measure.id)), readings[EVERYONE, measure.id])
        for measure in measures
    ]
    return (
        text_cell(person.get("name") or agent, agent),
        text_cell(person.get("team") or ""),
        count_cell(sum(cell.standing == "worse" for cell in cells)),
        loads.get(agent, Cell()),
        *cells,
    )


def _standing(reading: Reading | None, everyone: Reading) -> Cell:
    """Marked only where the agent's whole interval lies on one side of everyone's value."""
    cell = reading_cell(reading)
    if reading is None or reading.is_small or not reading.interval or everyone.value is None:
        return cell
    low, high = reading.interval
    if reading.measure.better == "neither" or low <= everyone.value <= high:
        return cell
    is_better = (low > everyone.value) == (reading.measure.better == "higher")
    standing: Standing = "better" if is_better else "worse"
    return replace(cell, standing=standing, note_label=label("site", f"{standing}_than_all"))


def _whom_to_help_first(row: tuple[Cell, ...]) -> tuple[int, str]:
    return -int(row[2].text), str(row[0].sort)


def _sums(frame: pl.DataFrame, measures: list[Measure]) -> Readings:
    sums = frame.group_by("agent_id", "kpi").agg(
        _total("numerator"),
        pl.when(pl.col("denominator").count() > 0).then(_total("denominator")),
        pl.col("n").sum(),
        pl.when(pl.col("squares").count() > 0).then(_total("squares")),
    )
    known = {measure.id: measure for measure in measures}
    return {
        (row["agent_id"], row["kpi"]): Reading(
            measure=known[row["kpi"]],
            numerator=row["numerator"],
            denominator=row["denominator"],
            n=row["n"],
            squares=row["squares"],
        )
        for row in sums.iter_rows(named=True)
        if row["kpi"] in known
    }


def _loads(frame: pl.DataFrame, view: View) -> dict[str, Cell]:
    """Contacts by day as small bars: every kind the agent takes, added up."""
    sums: dict[str, dict[date, float]] = {EVERYONE: {}}
    for row in _counted(frame).iter_rows(named=True):
        for agent in (row["agent_id"], EVERYONE):
            by_day = sums.setdefault(agent, {})
            day = row["business_date"]
            by_day[day] = by_day.get(day, 0) + row["numerator"]
    days = [view.recent_from + timedelta(days=step) for step in range(RECENT_DAYS)]
    return {
        agent: Cell(
            line=sparkbars([by_day.get(day) for day in days]),
            note=f"{sum(by_day.values()):,.0f}",
            sort=sum(by_day.values()),
        )
        for agent, by_day in sums.items()
    }


def _counted(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of one KPI per kind of contact and agent, never of two that count the same."""
    kinds = pl.DataFrame(
        [(kpi, kind, place) for kind, kpis in enumerate(LOADS) for place, kpi in enumerate(kpis)],
        schema=["kpi", "kind", "place"],
        orient="row",
    )
    rows = frame.join(kinds, on="kpi", maintain_order="left")
    first = pl.col("place").min().over("agent_id", "kind")
    return rows.filter(pl.col("place") == first)


def _total(column: str) -> pl.Expr:
    return pl.col(column).cast(EXACT).sum().cast(pl.Float64)
