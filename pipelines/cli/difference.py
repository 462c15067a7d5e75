"""What changed between two closes, or by a correction, as a table."""

from typing import TYPE_CHECKING, Any

import typer

from pipelines.cli.output import print_table
from pipelines.cli.speech import say

if TYPE_CHECKING:
    from metrics.label import Language


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
            row["was"] or "—",
            row["now"] or "—",
            words("ledger", f"changed_by_{row.get('cause', 'correction')}", language),
            "\n".join(_behind(one) for one in row["behind"]),
        ]
        for row in rows
    ]
    print_table(heads, cells)


def _behind(one: dict[str, Any]) -> str:
    if "rule" in one:
        return str(one["rule"])
    return f"{one['input']} {one['was'] or '—'} → {one['now'] or '—'}"
