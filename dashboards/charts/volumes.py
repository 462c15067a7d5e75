"""Contacts by day, stacked by kind and channel."""

from datetime import date

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.axes import day_axis, value_axis
from dashboards.numbers import day_name, number
from dashboards.page import Panel
from dashboards.theme import LIGHT, SERIES, new_figure, plain, short
from dashboards.view import View
from metrics.words import words


def draw(panel: Panel, view: View) -> go.Figure:
    frame = view.frames[panel.frame]
    stacks = _stacks(panel, view, frame)
    figure = new_figure(*(_bars(*stack, view=view) for stack in stacks))
    figure.update_layout(barmode="stack", bargap=0.25, hovermode="x unified")
    day_axis(figure, view)
    value_axis(figure, "count")
    return figure


def _stacks(
    panel: Panel, view: View, frame: pl.DataFrame
) -> list[tuple[str, str, dict[date, float]]]:
    """Name, colour and daily counts; the smallest series together, when colours run out."""
    named: list[tuple[str, pl.DataFrame]] = []
    for measure in view.measures_of(panel.kpis, panel.frame):
        rows = frame.filter(pl.col("kpi") == measure.id)
        channels = rows["channel"].unique().sort().to_list()
        for channel in channels:
            label = measure.label.in_(view.language)
            name = label if len(channels) == 1 or channel is None else f"{label} · {channel}"
            named.append((name, rows.filter(pl.col("channel").eq_missing(channel))))
    room = len(SERIES)
    if len(named) > room:
        named.sort(key=lambda one: -float(one[1]["numerator"].sum()))
        rest = pl.concat([rows for _, rows in named[room - 1 :]])
        named = [*named[: room - 1], (words("site", "others", view.language), rest)]
    colours = [*SERIES[: room - 1], LIGHT["other"]] if len(named) == room else list(SERIES)
    return [
        (name, colour, _daily(rows)) for (name, rows), colour in zip(named, colours, strict=False)
    ]


def _daily(rows: pl.DataFrame) -> dict[date, float]:
    days = rows.group_by("business_date").agg(pl.col("numerator").sum()).sort("business_date")
    return dict(days.iter_rows())


def _bars(name: str, colour: str, counts: dict[date, float], *, view: View) -> go.Bar:
    return go.Bar(
        x=list(counts),
        y=list(counts.values()),
        name=short(name),
        marker={"color": colour},
        hovertext=[
            f"{plain(name)} {number(count, 'count')} ({day_name(day, view.language)})"
            for day, count in counts.items()
        ],
        hoverinfo="text",
        meta={"unit": "count", "name": name},
    )
