"""Figures of cost: by team today and changed, and over the values of a sweep."""

from collections.abc import Sequence
from decimal import Decimal

import plotly.graph_objects as go

from dashboards.theme import LIGHT
from dashboards.whatif.content import Curve
from dashboards.whatif.look import figure, rows_axis, rows_height, safe
from metrics.label import Language
from metrics.outcome_sums import Sums
from metrics.words import words


def cost_by_team(teams: Sequence[Sums], currency: str, language: Language) -> go.Figure:
    """Two bars a team, from zero; the change is written into the second."""
    names = [one.team or words("whatif_page", "no_team", language) for one in teams]
    sides = (
        ("today", [one.cost_was for one in teams], [amount(one.cost_was) for one in teams]),
        ("changed", [one.cost_now for one in teams],
         [f"{amount(one.cost_now)} ({one.cost_change:+,.2f})" for one in teams]),
    )  # fmt: skip
    bars = [
        go.Bar(
            name=words("whatif_page", side, language),
            orientation="h",
            x=[float(cost) for cost in costs],
            y=list(range(len(names))),
            text=texts,
            textposition="auto",
            insidetextanchor="start",
            textangle=0,
            insidetextfont={"color": LIGHT["ink" if side == "today" else "on_first"], "size": 12},
            marker={"color": LIGHT["faint" if side == "today" else "first"]},
            hovertext=[f"{safe(name)}<br>{text}" for name, text in zip(names, texts, strict=True)],
            hoverinfo="text",
        )
        for side, costs, texts in sides
    ]
    return figure(
        bars,
        height=rows_height(2 * len(names)),
        barmode="group",
        bargap=0.3,
        xaxis={
            "title": {"text": currency},
            "rangemode": "tozero",
            "tickformat": ",~f",
            "nticks": 5,
        },
        yaxis=rows_axis(names),
        legend_traceorder="normal",
    )


def cost_curve(curve: Curve, currency: str, language: Language) -> go.Figure:
    """Numbers lie where they belong; other values stand beside each other."""
    costs = [float(one.cost_now) for _, one in curve.points]
    places = [_number(value) for value, _ in curve.points]
    is_numeric = all(place is not None for place in places)
    values = places if is_numeric else [safe(value) for value, _ in curve.points]
    today = float(curve.points[0][1].cost_was)
    texts = [
        f"{safe(value)}<br>{amount(one.cost_now)} ({one.cost_change:+,.2f})"
        for value, one in curve.points
    ]
    line = go.Scatter(
        name=words("whatif_page", "changed", language),
        x=values, y=costs, mode="lines+markers", hovertext=texts, hoverinfo="text",
        line={"color": LIGHT["first"], "width": 2}, marker={"size": 8},
    )  # fmt: skip
    level = go.Scatter(
        name=words("whatif_page", "today", language) + (f" ({curve.today})" if curve.today else ""),
        x=values, y=[today] * len(values), mode="lines", hoverinfo="skip",
        line={"color": LIGHT["muted"], "width": 2, "dash": "dash"},
    )  # fmt: skip
    return figure(
        [line, level],
        height=300,
        xaxis=_value_axis(curve, is_numeric=is_numeric),
        yaxis={"title": {"text": currency}, "tickformat": ",~f", "nticks": 6},
    )


def winners_curve(curve: Curve, language: Language) -> go.Figure:
    """How many gain, lose and cross at every value."""
    places = [_number(value) for value, _ in curve.points]
    is_numeric = all(place is not None for place in places)
    values = places if is_numeric else [safe(value) for value, _ in curve.points]
    looks = (
        ("winners", [one.winners for _, one in curve.points], "above", "circle", "solid"),
        ("losers", [one.losers for _, one in curve.points], "below", "diamond", "dash"),
        ("crossed", [one.crossed for _, one in curve.points], "third", "square", "dot"),
    )
    lines = [
        go.Scatter(
            name=words("whatif", key, language), x=values, y=counts, mode="lines+markers",
            cliponaxis=False,
            line={"color": LIGHT[colour], "width": 2, "dash": dash},
            marker={"size": 8, "symbol": symbol},
        )
        for key, counts, colour, symbol, dash in looks
    ]  # fmt: skip
    return figure(
        lines,
        height=280,
        hovermode="x unified",
        xaxis=_value_axis(curve, is_numeric=is_numeric),
        yaxis={"title": {"text": words("whatif", "sheets", language)}, "rangemode": "tozero",
               "tickformat": ",d", "nticks": 6},
    )  # fmt: skip


def amount(money: Decimal) -> str:
    return f"{money:,.2f}"


def _value_axis(curve: Curve, *, is_numeric: bool) -> dict[str, object]:
    kind = "linear" if is_numeric else "category"
    return {"title": {"text": safe(curve.name)}, "type": kind, "showgrid": False, "nticks": 8}


def _number(text: str) -> float | None:
    from metrics.exact import exact

    try:
        return float(exact(text))
    except ValueError:
        return None
