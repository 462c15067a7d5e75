"""Agents over the last four weeks: each KPI with its sample and interval, and the daily load."""

from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl

from dashboards.measure import Measure
from dashboards.numbers import unit_name
from dashboards.page import Panel
from dashboards.reading import Reading
from dashboards.sparkline import sparkline
from dashboards.table import Cell, Column, Table, text_cell
from dashboards.tables.reading_cell import reading_cell
from dashboards.view import RECENT_DAYS, View
from metrics.label import Label
from metrics.words import label

LOADS = ("chat_customers", "calls_handled", "calls_answered", "tickets_solved")


def draw(panel: Panel, view: View) -> Table:
    measures = [m for m in view.measures_of(panel.kpis, panel.frame) if m.is_for_agents]
    frame = view.frames[panel.frame]
    readings = _sums(frame, measures)
    loads = _loads(frame, view)
    people = {row["agent_id"]: row for row in view.frames["people"].to_dicts()}
    agents = sorted({agent for agent, _ in readings}, key=lambda id: _name(people, id).casefold())
    return Table(
        columns=(
            Column(label("site", "agent"), is_number=False),
            Column(label("site", "team"), is_number=False),
            Column(label("site", "daily_load")),
            *(Column(_heading(measure)) for measure in measures),
        ),
        rows=tuple(
            (
                text_cell(_name(people, agent), agent),
                text_cell(str(people.get(agent, {}).get("team") or "")),
                loads.get(agent, Cell()),
                *(reading_cell(readings.get((agent, measure.id))) for measure in measures),
            )
            for agent in agents
        ),
        is_sortable=True,
        is_searchable=True,
    )


def _name(people: dict[str, dict[str, object]], agent: str) -> str:
    return str(people.get(agent, {}).get("name") or agent)


def _heading(measure: Measure) -> Label:
    units = {language: unit_name(measure.unit, language) for language in ("en", "zh")}  # type: ignore[arg-type]
    if not units["en"]:
        return measure.label
    return Label(en=measure.title("en"), zh=measure.title("zh"))


def _sums(frame: pl.DataFrame, measures: Iterable[Measure]) -> dict[tuple[str, str], Reading]:
    sums = frame.group_by("agent_id", "kpi").agg(
        pl.col("numerator").sum(),
        pl.col("denominator").sum(),
        pl.col("denominator").count().alias("denominators"),
        pl.col("n").sum(),
        pl.col("squares").sum(),
        pl.col("squares").count().alias("squared"),
    )
    known = {measure.id: measure for measure in measures}
    return {
        (row["agent_id"], row["kpi"]): Reading(
            measure=known[row["kpi"]],
            numerator=row["numerator"],
            denominator=row["denominator"] if row["denominators"] else None,
            n=row["n"],
            squares=row["squares"] if row["squared"] else None,
        )
        for row in sums.iter_rows(named=True)
        if row["kpi"] in known
    }


def _loads(frame: pl.DataFrame, view: View) -> dict[str, Cell]:
    """Contacts by day as a small line: every kind the agent takes, added up."""
    days = [view.recent_from + timedelta(days=step) for step in range(RECENT_DAYS)]
    sums: dict[str, dict[date, float]] = {}
    kinds = _kinds(frame)
    rows = frame.filter(pl.col("kpi").is_in(kinds)).group_by("agent_id", "business_date")
    for agent, day, count in rows.agg(pl.col("numerator").sum()).iter_rows():
        sums.setdefault(agent, {})[day] = count
    return {
        agent: Cell(
            line=sparkline([by_day.get(day) for day in days]),
            note=f"{sum(by_day.values()):,.0f}",
            sort=sum(by_day.values()),
        )
        for agent, by_day in sums.items()
    }


def _kinds(frame: pl.DataFrame) -> list[str]:
    """Handled calls where they are known, else answered ones: never both."""
    present = set(frame["kpi"].unique())
    kinds = [kpi for kpi in LOADS if kpi in present]
    return [kpi for kpi in kinds if kpi != "calls_answered" or "calls_handled" not in kinds]
