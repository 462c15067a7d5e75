"""The axes that charts share: days along the bottom, values up the side."""

from datetime import timedelta

import plotly.graph_objects as go

from dashboards.numbers import AXIS_FORMATS, day_format
from dashboards.view import View

HALF_DAY = timedelta(hours=12)


def day_axis(figure: go.Figure, view: View) -> None:
    figure.update_xaxes(
        type="date",
        tickformat=day_format(view.language),
        hoverformat="%Y-%m-%d",
        nticks=9,
        ticks="outside",
        ticklen=4,
    )


def value_axis(figure: go.Figure, unit: str) -> None:
    """From zero, except for shares, which are read against each other and their target."""
    figure.update_yaxes(
        tickformat=AXIS_FORMATS.get(unit, ",~f"),
        rangemode="normal" if unit == "share" else "tozero",
        nticks=6,
    )
