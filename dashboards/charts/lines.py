"""Several KPIs of one unit by day, to be read against each other."""

import plotly.graph_objects as go

from dashboards.charts.axes import day_axis, value_axis
from dashboards.measure import Measure
from dashboards.numbers import day_name, with_unit
from dashboards.page import Panel
from dashboards.reading import by_day, calendar
from dashboards.theme import DASHES, SERIES, new_figure
from dashboards.view import View


def draw(panel: Panel, view: View) -> go.Figure:
    measures = view.measures_of(panel.kpis, panel.frame)
    figure = new_figure(
        *(_line(measure, place, panel, view) for place, measure in enumerate(measures))
    )
    figure.update_layout(hovermode="x unified", showlegend=True)
    day_axis(figure, view.shown_from, view)
    value_axis(figure, measures[0].unit)
    return figure


def _line(measure: Measure, place: int, panel: Panel, view: View) -> go.Scatter:
    readings = by_day(view.frames[panel.frame], measure)
    days = calendar(readings, view.as_of)
    values = [readings[day].value if day in readings else None for day in days]
    name = measure.label.in_(view.language)
    return go.Scatter(
        x=days,
        y=values,
        name=name,
        mode="lines",
        line={"color": SERIES[place % len(SERIES)], "width": 2, "dash": DASHES[place % 6]},
        hovertext=[
            f"{name} {with_unit(value, measure.unit, view.language)} "
            f"({day_name(day, view.language)})"
            for day, value in zip(days, values, strict=True)
        ],
        hoverinfo="text",
        meta={"unit": measure.unit, "name": name},
    )
