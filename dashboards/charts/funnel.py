"""From asking to paying: how many customers take each step."""

import plotly.graph_objects as go
import polars as pl

from dashboards.numbers import number
from dashboards.page import Panel
from dashboards.reading import total
from dashboards.theme import LIGHT, new_figure
from dashboards.view import View
from metrics.words import words

Step = tuple[str, float]


def draw(panel: Panel, view: View) -> go.Figure:
    steps = _steps(panel, view)
    figure = new_figure(
        go.Bar(
            x=[count for _, count in steps],
            y=[name for name, _ in steps],
            orientation="h",
            width=0.6,
            marker={"color": LIGHT["first"]},
            text=[_text(steps, place) for place in range(len(steps))],
            textposition="auto",
            insidetextanchor="start",
            textangle=0,
            hoverinfo="skip",
            cliponaxis=False,
            meta={"unit": "count"},
        )
    )
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    figure.update_xaxes(showline=False, showticklabels=False, rangemode="tozero")
    return figure


def _steps(panel: Panel, view: View) -> list[Step]:
    """Counts are steps themselves; a share gives two: those it could be, and those it was."""
    frame = view.frames[panel.frame].filter(pl.col("business_date") >= view.recent_from)
    steps: list[Step] = []
    for measure in view.measures_of(panel.kpis, panel.frame):
        reading = total(frame, measure)
        if reading is None:
            continue
        if reading.denominator is None:
            steps.append((measure.label.in_(view.language), reading.numerator))
            continue
        steps.append((words("site", "asked", view.language), reading.denominator))
        steps.append((words("site", "paid", view.language), reading.numerator))
    return steps


def _text(steps: list[Step], place: int) -> str:
    count = steps[place][1]
    text = number(count, "count")
    if place == 0 or not steps[place - 1][1]:
        return f" {text}"
    return f" {text} · {number(count / steps[place - 1][1], 'share')}"
