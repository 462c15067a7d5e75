"""Contacts by day, stacked by kind and channel."""

from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.axes import DAY_MILLISECONDS, day_axis, value_axis
from dashboards.numbers import day_name, number
from dashboards.page import Panel
from dashboards.theme import LIGHT, SERIES, new_figure, short
from dashboards.view import View
from metrics.words import words


@dataclass(frozen=True)
class Stack:
    """One colour of the bars: a KPI, of one channel where it has several."""

    label: str
    channel: str | None
    rows: pl.DataFrame

    def name(self, channel: str | None) -> str:
        return self.label if channel is None else f"{self.label} · {channel}"

    @property
    def counts(self) -> dict[date, float]:
        days = self.rows.group_by("business_date").agg(pl.col("numerator").sum())
        return dict(days.sort("business_date").iter_rows())


def draw(panel: Panel, view: View) -> go.Figure:
    stacks = _few_enough(_stacks(panel, view), view)
    figure = new_figure(
        *(
            _bars(stack, colour, view)
            for stack, colour in zip(stacks, _colours(stacks), strict=True)
        )
    )
    figure.update_layout(barmode="stack", hovermode="x unified", showlegend=True)
    day_axis(figure, min(day for stack in stacks for day in stack.counts), view)
    value_axis(figure, "count")
    return figure


def _stacks(panel: Panel, view: View) -> list[Stack]:
    frame = view.frames[panel.frame]
    stacks = []
    for measure in view.measures_of(panel.kpis, panel.frame):
        rows = frame.filter(pl.col("kpi") == measure.id)
        channels = rows["channel"].unique().sort().to_list()
        for channel in channels:
            stacks.append(
                Stack(
                    label=measure.label.in_(view.language),
                    channel=channel if len(channels) > 1 else None,
                    rows=rows.filter(pl.col("channel").eq_missing(channel)),
                )
            )
    return stacks


def _few_enough(stacks: list[Stack], view: View) -> list[Stack]:
    """The smallest ones together, when there are more than colours."""
    if len(stacks) <= len(SERIES):
        return stacks
    ordered = sorted(stacks, key=lambda stack: -float(stack.rows["numerator"].sum()))
    kept, rest = ordered[: len(SERIES)], ordered[len(SERIES) :]
    others = pl.concat([stack.rows for stack in rest])
    return [*kept, Stack(words("site", "others", view.language), None, others)]


def _colours(stacks: list[Stack]) -> list[str]:
    return [*SERIES, LIGHT["other"]][: len(stacks)]


def _bars(stack: Stack, colour: str, view: View) -> go.Bar:
    shown = stack.name(stack.channel and short(stack.channel))
    return go.Bar(
        x=list(stack.counts),
        y=list(stack.counts.values()),
        name=shown,
        width=0.75 * DAY_MILLISECONDS,
        marker={"color": colour},
        hovertext=[
            f"{shown} {number(count, 'count')} ({day_name(day, view.language)})"
            for day, count in stack.counts.items()
        ],
        hoverinfo="text",
        meta={"unit": "count", "name": stack.name(stack.channel)},
    )
