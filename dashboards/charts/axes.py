"""The axes that charts share: days along the bottom, values up the side."""

from datetime import date, datetime, time, timedelta

import plotly.graph_objects as go

from dashboards.numbers import AXIS_FORMATS, day_format
from dashboards.view import View

DAY_MILLISECONDS = 86_400_000
HALF_DAY = timedelta(hours=12)
TICKS = 7


def day_axis(figure: go.Figure, first: date, view: View) -> None:
    """At least a week, so that one day is not as wide as the chart; ticks end on the last day."""
    first = min(first, view.as_of - timedelta(days=6))
    days = (view.as_of - first).days + 1
    step = 1 if days <= TICKS else 2 if days <= 2 * TICKS else 7 * -(-days // (7 * TICKS))
    figure.update_xaxes(
        type="date",
        range=[_midnight(first) - HALF_DAY, _midnight(view.as_of) + HALF_DAY],
        tick0=view.as_of,
        dtick=step * DAY_MILLISECONDS,
        tickformat=day_format(view.language),
        hoverformat="%Y-%m-%d",
        tickangle=0,
        ticks="outside",
        ticklen=4,
    )


def value_axis(figure: go.Figure, unit: str) -> None:
    """Bars begin at zero by themselves; lines are read against each other, not against zero."""
    figure.update_yaxes(tickformat=AXIS_FORMATS.get(unit, ",~f"), nticks=6, ticks="")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
