"""Figures of people: who gains or loses how much, scores and ranks before and after."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboards.theme import LIGHT
from dashboards.whatif.content import WhatIf
from dashboards.whatif.look import MOST, ROW, figure, rows_axis, rows_height, safe, short
from metrics.exact import shown
from metrics.label import Language
from metrics.outcome import Outcome, Side
from metrics.words import words


def gains(whatif: WhatIf) -> list[Outcome]:
    """Those whose money changes, else whose points do: the greatest gain first."""
    changed = [one for one in whatif.shown if one.gains]
    return sorted(changed, key=lambda one: (-_change(one), one.period, one.agent_id))


def gains_bars(whatif: WhatIf, language: Language) -> go.Figure:
    found = _most_changed(gains(whatif))
    is_paid = any(one.paid_change is not None for one in found)
    names = [whatif.sheet(one) for one in found]
    bars = go.Bar(
        orientation="h",
        x=[_change(one) for one in found],
        y=list(range(len(found))),
        text=[f"{_change(one):+,.2f}" for one in found],
        textposition="auto",
        textangle=0,
        marker={"color": [LIGHT["above" if one.gains > 0 else "below"] for one in found]},
        hovertext=[f"{safe(whatif.sheet(one))}<br>{_change(one):+,.2f}" for one in found],
        hoverinfo="text",
    )
    unit = whatif.currency if is_paid else words("whatif_page", "points", language)
    axis = {"title": {"text": unit}, "zeroline": True, "zerolinecolor": LIGHT["muted"], "nticks": 5,
            "range": _with_room([_change(one) for one in found])}  # fmt: skip
    return figure(
        [bars], height=rows_height(len(found), 80), bargap=0.25, xaxis=axis, yaxis=rows_axis(names)
    )


def scores_before_after(whatif: WhatIf, language: Language) -> go.Figure:
    """A line from the score of today to the changed one, the highest on top."""
    scored = [one for one in whatif.shown if one.score_change is not None]
    scored.sort(key=lambda one: (-(one.now.statement.score or 0), one.agent_id, one.period))
    found = _most_changed(scored)
    was = [float(one.was.statement.score or 0) for one in found]
    now = [float(one.now.statement.score or 0) for one in found]
    places = list(range(len(found)))
    texts = [f"{safe(whatif.sheet(one))}<br>{_score(one.was)} → {_score(one.now)}" for one in found]
    lines = go.Scatter(
        x=[x for pair in zip(was, now, strict=True) for x in (*pair, None)],
        y=[y for place in places for y in (place, place, None)],
        mode="lines", hoverinfo="skip", showlegend=False,
        line={"color": LIGHT["faint"], "width": 3},
    )  # fmt: skip
    return figure(
        [lines,
         _dots(words("whatif_page", "today", language), was, places, texts, is_now=False),
         _dots(words("whatif_page", "changed", language), now, places, texts, is_now=True)],
        height=rows_height(len(found)),
        xaxis={"title": {"text": words("whatif_page", "points", language)}, "nticks": 6},
        yaxis=rows_axis([whatif.sheet(one) for one in found]),
    )  # fmt: skip


def rank_slopes(whatif: WhatIf, moved: Sequence[Outcome], language: Language) -> go.Figure:
    """One line per person of a team whose rank changes, from today's to the changed one."""
    found = _most_changed(sorted(moved, key=lambda one: (one.was.rank or 0, one.agent_id)))
    labels: dict[int, list[str]] = {}
    for one in found:
        labels.setdefault(one.now.rank or 0, []).append(whatif.named(one.agent_id))
    lines = [_slope(whatif, one, labels.pop(one.now.rank or 0, [])) for one in found]
    deepest = max((max(one.was.rank or 0, one.now.rank or 0) for one in found), default=1)
    return figure(
        lines,
        height=min(max(220, 90 + ROW * deepest), 900),
        showlegend=False,
        xaxis={"tickvals": [0, 1], "range": [-0.15, 2.3], "showgrid": False, "side": "top",
               "ticktext": [words("whatif_page", side, language) for side in ("today", "changed")]},
        yaxis={"title": {"text": words("whatif", "rank", language)}, "dtick": max(1, deepest // 12),
               "range": [deepest + 0.6, 0.4], "tick0": 1},
    )  # fmt: skip


def _slope(whatif: WhatIf, one: Outcome, labels: Sequence[str]) -> go.Scatter:
    """The first of those who end at one rank names them all."""
    rises = (one.rank_change or 0) > 0
    change = f"{one.was.rank} → {one.now.rank}"
    return go.Scatter(
        x=[0, 1], y=[one.was.rank, one.now.rank], mode="lines+markers+text",
        text=["", _together(labels)], textposition="middle right", cliponaxis=False,
        hovertext=f"{safe(whatif.sheet(one))}<br>{change}", hoverinfo="text",
        line={"color": LIGHT["above" if rises else "below"], "width": 2,
              "dash": "solid" if rises else "dash"},
        marker={"size": 8, "symbol": "circle" if rises else "diamond"},
    )  # fmt: skip


def _together(labels: Sequence[str]) -> str:
    more = f" +{len(labels) - 1}" if len(labels) > 1 else ""
    return short(labels[0]) + more if labels else ""


def _dots(
    name: str, xs: Sequence[float], places: Sequence[int], texts: Sequence[str], *, is_now: bool
) -> go.Scatter:
    return go.Scatter(
        name=name, x=list(xs), y=list(places), mode="markers", hovertext=list(texts),
        hoverinfo="text",
        marker={"size": 11, "color": LIGHT["first" if is_now else "paper"],
                "line": {"color": LIGHT["first" if is_now else "muted"], "width": 2}},
    )  # fmt: skip


def _score(side: Side) -> str:
    return "" if side.statement.score is None else shown(side.statement.score)


def _change(one: Outcome) -> float:
    change = one.paid_change if one.paid_change is not None else one.score_change
    return float(change or 0)


def _with_room(numbers: Sequence[float]) -> list[float]:
    """From 0, with a fifth beside the ends of the bars for what stands there."""
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    room = 0.2 * (high - low)
    return [low - room if low < 0 else low, high + room if high > 0 else high]


def _most_changed(found: list[Outcome]) -> list[Outcome]:
    """In the order they came; where there are too many, those that change most."""
    if len(found) <= MOST:
        return found
    places = sorted(range(len(found)), key=lambda place: (-abs(_change(found[place])), place))
    return [found[place] for place in sorted(places[:MOST])]
