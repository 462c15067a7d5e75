"""Figures of what may be luck: groups beside the range of chance, ranks beside their own range."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboards.theme import LIGHT
from dashboards.whatif.content import WhatIf
from dashboards.whatif.look import MOST, figure, rows_axis, rows_height, safe
from metrics.exact import shown
from metrics.fairness import Dimension, Group
from metrics.label import Language
from metrics.stability import Standing
from metrics.words import words


def group_differences(dimension: Dimension, language: Language) -> go.Figure:
    """A band in which chance leaves such a group, and a mark where it is."""
    groups = dimension.groups
    names = [
        f"{dimension.named(group).in_(language)} ({group.people}{'*' if group.is_small else ''})"
        for group in groups
    ]
    places = list(range(len(groups)))
    band = go.Bar(
        name=words("fairness", "by_chance", language), orientation="h", y=places,
        base=[float(group.chance_low) for group in groups],
        x=[float(group.chance_high - group.chance_low) for group in groups],
        width=0.55, marker={"color": LIGHT["band"]}, hoverinfo="skip",
    )  # fmt: skip
    marks = [
        _marks(words("fairness", key, language), groups, names, is_beyond=is_beyond)
        for key, is_beyond in (("within", False), ("outside", True))
    ]
    axis = {
        "title": {"text": words("whatif_page", "points", language)},
        "zeroline": True,
        "zerolinecolor": LIGHT["muted"],
        "nticks": 6,
    }
    return figure(
        [band, *marks], height=rows_height(len(groups)), xaxis=axis, yaxis=rows_axis(names)
    )


def rank_ranges(whatif: WhatIf, found: Sequence[Standing], language: Language) -> go.Figure:
    """Today's rank of one team's people, and where the draws put it."""
    shown_ = list(found)[:MOST]
    texts = [
        f"{safe(whatif.named(each.agent_id))}<br>{words('stability', 'rank', language)} "
        f"{each.rank} ({each.low}–{each.high})"
        for each in shown_
    ]
    places = list(range(len(shown_)))
    ranges = go.Scatter(
        name=words("stability", "range", language),
        x=[x for each in shown_ for x in (each.low, each.high, None)],
        y=[y for place in places for y in (place, place, None)],
        mode="lines", hoverinfo="skip", line={"color": LIGHT["fourth"], "width": 9},
    )  # fmt: skip
    marks = go.Scatter(
        name=words("whatif_page", "as_scored", language),
        x=[each.rank for each in shown_], y=places, mode="markers",
        hovertext=texts, hoverinfo="text", marker={"size": 10, "color": LIGHT["first"]},
    )  # fmt: skip
    last = max((each.high for each in shown_), default=1)
    axis = {
        "title": {"text": words("stability", "rank", language)},
        "range": [0.5, last + 0.5],
        "tick0": 1,
        "dtick": max(1, last // 10),
    }
    return figure(
        [ranges, marks],
        height=rows_height(len(shown_)),
        xaxis=axis,
        yaxis=rows_axis([whatif.named(each.agent_id) for each in shown_]),
    )


def _marks(
    name: str, groups: Sequence[Group], names: Sequence[str], *, is_beyond: bool
) -> go.Scatter:
    kept = [place for place, group in enumerate(groups) if group.is_beyond_chance == is_beyond]
    return go.Scatter(
        name=name,
        x=[float(groups[place].difference) for place in kept],
        y=kept,
        mode="markers",
        hovertext=[f"{safe(names[place])}<br>{shown(groups[place].difference)}" for place in kept],
        hoverinfo="text",
        marker={
            "size": 11,
            "color": LIGHT["below" if is_beyond else "first"],
            "symbol": "diamond" if is_beyond else "circle",
        },
    )
