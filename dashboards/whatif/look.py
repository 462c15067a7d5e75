"""What all figures of a what-if share: fonts, colours, axes, and names made safe for Plotly."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboards.theme import FONTS, LIGHT

LONGEST = 22  # signs of a name beside an axis
MOST = 60  # rows of one figure
ROW = 23  # pixels


def figure(traces: Sequence[Any], *, height: int, **layout: Any) -> go.Figure:
    """Light and plain: such a page is printed. Titles stand above it, in the page."""
    axis = {
        "gridcolor": LIGHT["line"],
        "linecolor": LIGHT["faint"],
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"color": LIGHT["muted"], "size": 12},
        "title": {"font": {"color": LIGHT["muted"], "size": 12}, "standoff": 8},
    }
    return go.Figure(
        data=list(traces),
        layout={
            "template": None,
            "font": {"family": FONTS, "color": LIGHT["ink"], "size": 12},
            "paper_bgcolor": LIGHT["paper"],
            "plot_bgcolor": LIGHT["paper"],
            "height": height,
            "margin": {"l": 8, "r": 14, "t": 30, "b": 8},
            "dragmode": False,
            "showlegend": len(traces) > 1,
            "legend": {"orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"},
            "hoverlabel": {
                "align": "left",
                "bgcolor": LIGHT["paper"],
                "bordercolor": LIGHT["faint"],
                "font": {"color": LIGHT["ink"], "family": FONTS},
            },
            **layout,
            "xaxis": {**axis, **layout.get("xaxis", {})},
            "yaxis": {**axis, **layout.get("yaxis", {})},
        },
    )


def rows_axis(names: Sequence[str]) -> dict[str, Any]:
    """The first row on top, each with its name, however alike two names are."""
    places = list(range(len(names)))
    return {
        "tickvals": places,
        "ticktext": [short(name) for name in names],
        "range": [len(names) - 0.4, -0.6],
        "showgrid": False,
    }


def rows_height(rows: int, beside: int = 110) -> int:
    return beside + ROW * max(rows, 2)


def safe(text: str) -> str:
    """Plotly reads a little HTML and mathematics; a name may run from right to left."""
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("$", "＄")):
        text = text.replace(sign, written)
    return f"\u2068{text}\u2069"


def short(text: str) -> str:
    return safe(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
