"""How `deskmark kpis drift` prints: one line per name, the farthest first."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipelines.cli.output import print_table
from pipelines.cli.speech import say

if TYPE_CHECKING:
    from metrics.label import Language
    from metrics.measured import Json

WORDS = {
    "28_days": ("28 days before", "之前 28 天"),
    "same_weekday": ("same weekday", "同星期几"),
    "better": ("better", "变好"),
    "worse": ("worse", "变差"),
    "other": ("other than usual", "与往常不同"),
    "steady": ("steady", "平稳"),
    "too_few": ("too few to tell", "样本不足"),
}


def print_drifts(rows: "Sequence[Mapping[str, Json]]", language: "Language") -> None:
    if not rows:
        return
    headings = {
        "against": say("against", "对比", language),
        "value": say("value", "当日", language),
        "before": say("before", "此前", language),
        "n_before": say("n before", "此前样本", language),
        "errors": say("standard errors", "相差标准误", language),
        "verdict": say("verdict", "判断", language),
    }
    print_table(
        [headings.get(name, name) for name in rows[0]],
        [[_cell(value, language) for value in row.values()] for row in rows],
    )


def _cell(value: "Json", language: "Language") -> object:
    if isinstance(value, float):
        return float(f"{value:.6g}")
    return say(*WORDS[value], language) if isinstance(value, str) and value in WORDS else value
