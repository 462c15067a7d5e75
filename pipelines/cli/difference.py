"""What changed between two closes, or by a correction, as a table."""

import re
from typing import TYPE_CHECKING, Any

import typer

from pipelines.cli.output import print_table
from pipelines.cli.speech import say

if TYPE_CHECKING:
    from metrics.label import Language

FRACTION = re.compile(r"-?\d+/\d+")


def print_difference(rows: list[dict[str, Any]], language: "Language") -> None:
    """Per agent, line and cause."""
    from metrics.words import words

    if not rows:
        typer.echo(say("No result differs.", "结果没有差异。", language))
        return
    heads = (
        say("agent", "客服", language),
        say("what", "项目", language),
        say("was", "原为", language),
        say("now", "现为", language),
        say("cause", "原因", language),
        say("behind it", "变动", language),
    )
    cells = [
        [
            row["agent_id"],
            row["what"],
            *_told(row["was"], row["now"]),
            words("ledger", f"changed_by_{row.get('cause', 'correction')}", language),
            "\n".join(_behind(one) for one in row["behind"]) or _others(row, language),
        ]
        for row in rows
    ]
    print_table(heads, cells)


def _others(row: dict[str, Any], language: "Language") -> str:
    """A leader's results change with those of others, and ranks and means too."""
    return say("results of others", "他人的结果", language) if row.get("cause") == "input" else ""


def _told(was: str | None, now: str | None) -> list[str]:
    """To two places where that tells them apart; `--json` keeps the exact numbers."""
    from metrics.exact import exact, rounded

    exactly = [was or "—", now or "—"]
    short = [str(rounded(exact(text))) if FRACTION.fullmatch(text) else text for text in exactly]
    return exactly if short[0] == short[1] else short


def _behind(one: dict[str, Any]) -> str:
    if "rule" in one:
        return str(one["rule"])
    return f"{one['input']} {one['was'] or '—'} → {one['now'] or '—'}"
