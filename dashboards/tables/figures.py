"""The numbers behind a chart as a table, for eyes and readers that a picture does not serve."""

from typing import Any

import plotly.graph_objects as go

from dashboards.numbers import number
from dashboards.table import Cell, Column, Table, text_cell
from metrics.label import Label
from metrics.words import label


def figure_table(en: go.Figure, zh: go.Figure) -> Table:
    """Traces that carry a unit are data; the rest only guide the eye."""
    pairs = [
        (left, right)
        for left, right in zip(en.data, zh.data, strict=True)
        if left.meta and "unit" in left.meta
    ]
    if pairs[0][0].type == "heatmap":
        return _grid(pairs[0][0])
    if pairs[0][0].orientation == "h":
        return _bars(*pairs[0])
    return _days(pairs)


def _days(pairs: list[tuple[Any, Any]]) -> Table:
    days = sorted({day for trace, _ in pairs for day in trace.x}, reverse=True)
    values = [dict(zip(trace.x, trace.y, strict=True)) for trace, _ in pairs]
    return Table(
        columns=(
            Column(label("site", "day"), is_number=False, is_short=True),
            *(Column(Label(en=en.meta["name"], zh=zh.meta["name"])) for en, zh in pairs),
        ),
        rows=tuple(
            (
                text_cell(day.isoformat()),
                *(
                    Cell(text=number(by_day.get(day), trace.meta["unit"]))
                    for by_day, (trace, _) in zip(values, pairs, strict=True)
                ),
            )
            for day in days
        ),
    )


def _grid(trace: Any) -> Table:
    return Table(
        columns=(
            Column(label("site", "half_hour"), is_number=False, is_short=True),
            *(Column(Label(en=queue, zh=queue)) for queue in reversed(trace.meta["rows"])),
        ),
        rows=tuple(
            (
                text_cell(slot),
                *(
                    Cell(text=number(trace.z[row][place], trace.meta["unit"]))
                    for row in reversed(range(len(trace.y)))
                ),
            )
            for place, slot in enumerate(trace.x)
        ),
    )


def _bars(en: Any, zh: Any) -> Table:
    return Table(
        columns=(
            Column(label("site", "step"), is_number=False),
            Column(label("site", "customers")),
        ),
        rows=tuple(
            (
                Cell(label=Label(en=name, zh=name_zh)),
                Cell(text=number(count, en.meta["unit"])),
            )
            for name, name_zh, count in zip(en.y, zh.y, en.x, strict=True)
        ),
    )
