"""One chart per file: a frame in, a figure out."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

import plotly.graph_objects as go

from dashboards.page import Panel
from dashboards.view import View


def draw(panel: Panel, view: View) -> go.Figure:
    """The panel's figure, by the module that its `chart:` names."""
    module = import_module(f"dashboards.charts.{panel.chart}")
    chart = cast(Callable[[Panel, View], go.Figure], module.draw)
    return chart(panel, view)
