"""How `deskmark sources list` prints the formats: a table, or two lines each where it is narrow."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from pipelines.cli.output import print_table
from pipelines.cli.speech import say
from pipelines.cli.width import cut, terminal_width, width_of

if TYPE_CHECKING:
    from assets.sources.source import Source
    from metrics.label import Language

GAP = 3
NARROW = 60  # less than this for two columns of text is read more easily below


def print_catalogue(sources: "Iterable[Source]", language: "Language") -> None:
    headers = [
        say("id", "编号", language),
        say("log", "日志", language),
        say("format", "文件", language),
        say("as of", "时间", language),
    ]
    rows = [[one.id, one.log, one.format, one.as_of or ""] for one in sources]
    told = [[one.label.in_(language), one.verified or ""] for one in sources]
    widths = [width_of(column) for column in zip(headers, *rows, strict=True)]
    room = terminal_width() - sum(widths) - GAP * (len(headers) + 2)
    if room < NARROW:
        for row, (label, verified) in zip(rows, told, strict=True):
            typer.echo(
                "".join(
                    _padded(cell, width + 2) for cell, width in zip(row, widths, strict=True)
                ).rstrip()
            )
            typer.echo("  " + cut(f"{label} · {verified}", terminal_width() - 2))
        return
    label_width = min(width_of([label for label, _ in told]), room // 2)
    headers += [say("label", "名称", language), say("verified", "已核对", language)]
    print_table(
        headers,
        [
            [*row, cut(label, label_width), cut(verified, room - label_width)]
            for row, (label, verified) in zip(rows, told, strict=True)
        ],
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - width_of([text]))
