"""How every chart and page looks: its colours, light and dark, and its fonts."""

from collections.abc import Mapping

# Okabe and Ito's palette, told apart with every common colour blindness.
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
    "band": "#d3e4f1",
    "on_first": "#ffffff",
    "on_third": "#ffffff",
    "on_fourth": "#17202b",
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
    "band": "#24405a",
    "on_first": "#10151b",
    "on_third": "#10151b",
    "on_fourth": "#10151b",
}
FONTS = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", '
    '"Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif'
)


def css_variables(colours: Mapping[str, str]) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colours.items())
