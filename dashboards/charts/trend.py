"""One KPI by day: the last week against the same weekdays of the week before."""

from datetime import date, timedelta

import plotly.graph_objects as go

from dashboards.charts.axes import day_axis, value_axis
from dashboards.measure import Measure
from dashboards.numbers import day_name, number, with_unit
from dashboards.page import Panel
from dashboards.reading import Reading, by_day, calendar
from dashboards.theme import LIGHT, new_figure
from dashboards.view import View
from metrics.words import words

WEEK = timedelta(days=7)
SHOWN = timedelta(days=35)  # five weeks: more would press the last one into a corner


def draw(panel: Panel, view: View) -> go.Figure:
    measure = view.measures_of(panel.kpis, panel.frame)[0]
    readings = by_day(view.frames[panel.frame], measure)
    days = [day for day in calendar(readings, view.as_of) if day > view.as_of - SHOWN]
    last_week = [day for day in days if day > view.as_of - WEEK]
    figure = new_figure(
        _whole(days, readings, measure, view),
        _week_before(last_week, readings, measure, view),
        _last_week(last_week, readings, measure, view),
    )
    figure.update_layout(hovermode="closest", showlegend=False)
    day_axis(figure, days[0], view)
    value_axis(figure, measure.unit)
    return figure


def _whole(
    days: list[date], readings: dict[date, Reading], measure: Measure, view: View
) -> go.Scatter:
    name = measure.label.in_(view.language)
    return go.Scatter(
        x=days,
        y=[_value(readings.get(day)) for day in days],
        name=words("site", "by_day", view.language),
        mode="lines",
        line={"color": LIGHT["faint"], "width": 1.5},
        hovertext=[_sentence(day, readings.get(day), view) for day in days],
        hoverinfo="text",
        meta={"unit": measure.unit, "name": name},
    )


def _week_before(
    days: list[date], readings: dict[date, Reading], measure: Measure, view: View
) -> go.Scatter:
    name = words("site", "week_before", view.language)
    return go.Scatter(
        x=days,
        y=[_value(readings.get(day - WEEK)) for day in days],
        name=name,
        mode="lines",
        line={"color": LIGHT["second"], "width": 2, "dash": "dot"},
        hovertext=[_sentence(day - WEEK, readings.get(day - WEEK), view) for day in days],
        hoverinfo="text",
    )


def _last_week(
    days: list[date], readings: dict[date, Reading], measure: Measure, view: View
) -> go.Scatter:
    """With 95 % intervals; hollow where the sample is small or the day not final."""
    values = [_value(readings.get(day)) for day in days]
    symbols = [
        "circle-open" if _is_unsure(day, readings.get(day), measure, view) else "circle"
        for day in days
    ]
    trace = go.Scatter(
        x=days,
        y=values,
        name=words("site", "last_week", view.language),
        mode="lines+markers",
        line={"color": LIGHT["first"], "width": 2.5},
        cliponaxis=False,
        marker={
            "color": LIGHT["first"],
            "size": 8,
            "symbol": symbols,
            "line": {"width": 2, "color": LIGHT["first"]},
        },
        hovertext=[_sentence(day, readings.get(day), view) for day in days],
        hoverinfo="text",
    )
    intervals = [readings[day].interval if day in readings else None for day in days]
    if any(intervals):
        trace.error_y = {
            "type": "data",
            "symmetric": False,
            "array": [
                max(high - value, 0) if span and value is not None else 0
                for value, span in zip(values, intervals, strict=True)
                for high in [span[1] if span else 0]
            ],
            "arrayminus": [
                max(value - low, 0) if span and value is not None else 0
                for value, span in zip(values, intervals, strict=True)
                for low in [span[0] if span else 0]
            ],
            "color": LIGHT["first"],
            "thickness": 1,
            "width": 0,
        }
    return trace


def _value(reading: Reading | None) -> float | None:
    return reading.value if reading else None


def _is_unsure(day: date, reading: Reading | None, measure: Measure, view: View) -> bool:
    return view.is_provisional(measure, day) or (reading is not None and reading.is_small)


def _sentence(day: date, reading: Reading | None, view: View) -> str:
    """What a pointer on the day reads: value, interval, sample, and how far to trust it."""
    name = day_name(day, view.language)
    if reading is None or reading.value is None:
        return f"{name}<br>{words('site', 'no_value', view.language)}"
    unit = reading.measure.unit
    parts = [f"{name}<br><b>{with_unit(reading.value, unit, view.language)}</b>"]
    if reading.interval:
        low, high = reading.interval
        parts.append(f"95%: {number(low, unit)} … {number(high, unit)}")
    if reading.denominator is not None:
        parts.append(f"n = {reading.n:,}")
    if reading.is_small:
        parts.append(words("site", "few_cases", view.language))
    if view.is_provisional(reading.measure, day):
        parts.append(words("site", "provisional", view.language))
    return "<br>".join(parts)
