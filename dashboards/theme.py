"""How every chart and page looks: colours, fonts, the shared figure layout."""

from collections.abc import Mapping
from html import escape

import plotly.graph_objects as go

# Okabe and Ito's palette, told apart with every common colour blindness. Figures are drawn in the
# light colours; the page swaps each for its dark counterpart, so all values must differ.
LIGHT: Mapping[str, str] = {
    "ground": "#f4f6f8",
    "paper": "#ffffff",
    "ink": "#17202b",
    "muted": "#576270",
    "line": "#dfe4ea",
    "faint": "#aab3bf",
    "first": "#0068a8",
    "second": "#e39b00",
    "third": "#008f6b",
    "fourth": "#56b4e9",
    "fifth": "#c65200",
    "sixth": "#b8618f",
    "other": "#8c96a3",
    "below": "#b34a00",
    "below_soft": "#f3b78a",
    "middle": "#eef1f4",
    "above_soft": "#8fc0e3",
    "above": "#005a94",
}
DARK: Mapping[str, str] = {
    "ground": "#10151b",
    "paper": "#181f27",
    "ink": "#e8edf3",
    "muted": "#a3aebb",
    "line": "#2d3844",
    "faint": "#5d6a79",
    "first": "#5fb0ea",
    "second": "#f2b84a",
    "third": "#3cc79c",
    "fourth": "#a9dcf8",
    "fifth": "#f58a4b",
    "sixth": "#e39cc3",
    "other": "#7d8896",
    "below": "#ff9a57",
    "below_soft": "#a8572a",
    "middle": "#2a333d",
    "above_soft": "#2f77aa",
    "above": "#79c2f5",
}
SERIES = tuple(LIGHT[name] for name in ("first", "second", "third", "fourth", "fifth", "sixth"))
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")

FONTS = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", '
    '"Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif'
)
LONGEST_TICK = 22


def new_figure(*traces: go.Bar | go.Scatter | go.Heatmap) -> go.Figure:
    return go.Figure(data=list(traces), layout=go.Layout(template=template()))


def css_variables(colours: Mapping[str, str]) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colours.items())


def plain(text: str) -> str:
    """Text from logs for a figure: Plotly reads a little HTML, and a name may run right to left."""
    return f"\u2068{escape(text, quote=False)}\u2069"


def short(text: str) -> str:
    """The same, cut to what an axis or legend can hold."""
    return plain(text if len(text) <= LONGEST_TICK else text[: LONGEST_TICK - 1] + "…")


def template() -> go.layout.Template:
    axis = {
        "gridcolor": LIGHT["line"],
        "linecolor": LIGHT["line"],
        "zeroline": False,
        "automargin": True,
        "tickfont": {"color": LIGHT["muted"]},
        "title": {"standoff": 8, "font": {"color": LIGHT["muted"]}},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONTS, "color": LIGHT["ink"], "size": 13},
            "paper_bgcolor": LIGHT["paper"],
            "plot_bgcolor": LIGHT["paper"],
            "colorway": SERIES,
            "margin": {"l": 8, "r": 24, "t": 8, "b": 8},
            "hoverlabel": {
                "align": "left",
                "bgcolor": LIGHT["paper"],
                "bordercolor": LIGHT["faint"],
                "font": {"color": LIGHT["ink"], "family": FONTS},
            },
            "legend": {
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 1.02,
                "yanchor": "bottom",
                "font": {"color": LIGHT["muted"]},
            },
            "dragmode": False,
            "xaxis": axis | {"showgrid": False, "showline": True, "fixedrange": True},
            "yaxis": axis | {"fixedrange": True},
        }
    )
