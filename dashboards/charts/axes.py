"""The axes that charts share: days along the bottom, values up the side."""

import plotly.graph_objects as go

from dashboards.numbers import AXIS_FORMATS, day_format
from dashboards.view import View


def day_axis(figure: go.Figure, view: View) -> None:
    figure.update_xaxes(
        type="date",
        tickformat=day_format(view.language),
        hoverformat="%Y-%m-%d",
        nticks=7,
        tickangle=0,
        ticks="outside",
        ticklen=4,
    )


def value_axis(figure: go.Figure, unit: str) -> None:
    """Bars begin at zero by themselves; lines are read against each other, not against zero."""
    figure.update_yaxes(
        tickformat=AXIS_FORMATS.get(unit, ",~f"),
        nticks=6,
        ticks="",
    )
