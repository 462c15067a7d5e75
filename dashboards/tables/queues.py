"""Queues: the last day beside the last four weeks, one pair of columns per KPI."""

import polars as pl

from dashboards.numbers import NOTHING
from dashboards.page import Panel
from dashboards.reading import total
from dashboards.table import Cell, Column, Table, text_cell
from dashboards.tables.reading_cell import reading_cell
from dashboards.view import View
from metrics.label import Label
from metrics.words import label


def draw(panel: Panel, view: View) -> Table:
    measures = view.measures_of(panel.kpis, panel.frame)
    frame = view.frames[panel.frame].filter(pl.col("business_date") >= view.recent_from)
    last_day = frame.filter(pl.col("business_date") == view.as_of)
    queues = sorted(frame["queue"].unique().to_list())
    spans = ((label("site", "last_day"), last_day), (label("site", "four_weeks"), frame))
    return Table(
        columns=(
            Column(label("site", "queue"), is_number=False),
            Column(label("site", "policy"), is_number=False, is_short=True),
            *(
                Column(_heading(measure.title("en"), measure.title("zh"), span))
                for measure in measures
                for span, _ in spans
            ),
        ),
        rows=tuple(
            (
                text_cell(queue),
                _policy(queue, view.frames["policies"]),
                *(
                    reading_cell(total(rows.filter(pl.col("queue") == queue), measure))
                    for measure in measures
                    for _, rows in spans
                ),
            )
            for queue in queues
        ),
        is_sortable=True,
    )


def _heading(en: str, zh: str, span: Label) -> Label:
    return Label(en=f"{en}, {span.en}", zh=f"{zh}，{span.zh}")


def _policy(queue: str, policies: pl.DataFrame) -> Cell:
    """Formula, threshold, short abandons and target: without them a service level says nothing."""
    rows = {row["queue"]: row for row in policies.to_dicts()}
    row = rows.get(queue) or rows.get("*")
    if row is None:
        return Cell(text=NOTHING)
    rule, *target = policy_text(row).split(" · ≥ ")
    return Cell(text=rule, note=f"≥ {target[0]}" if target else "", sort=rule)


def policy_text(row: dict[str, object]) -> str:
    text = f"{row['formula']} · T {row['answer_within_seconds']} s"
    if row["short_abandon_seconds"] is not None:
        text += f" · s {row['short_abandon_seconds']} s"
    if row["target"] is not None:
        text += f" · ≥ {100 * float(str(row['target'])):.0f}%"
    return text
