"""deskmark doctor: what is missing, late, unmapped or unconfigured, on one page."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from metrics.label import Language
from pipelines.cli.options import Home, Json
from pipelines.cli.speech import say, teach

if TYPE_CHECKING:
    from assets.doctor import Finding, Ledger

SHOWN_ROWS = 30
SOURCES = {
    "source": ("source", "格式"),
    "log": ("log", "日志"),
    "files": ("files", "文件数"),
    "records_read": ("records read", "读到"),
    "loaded": ("loaded", "载入"),
    "duplicates": ("duplicates", "重复"),
    "left_out": ("left out", "按设定不计"),
    "rejected": ("rejected", "拒收"),
}
REJECTS = {
    "source": ("source", "格式"),
    "column": ("column", "列"),
    "reason": ("reason", "原因"),
    "records": ("records", "行数"),
    "file": ("first in", "首见于"),
    "line": ("line", "行号"),
    "record": ("record", "第几条"),
}
HELP = teach(
    "Say what is missing, late or not configured, and the remedy.",
    "用一页说明缺什么、晚什么、什么没对上、什么没配好，以及怎么办。",
    "deskmark doctor",
    "deskmark doctor --json",
)


def doctor(home: Home = None, as_json: Json = False) -> None:
    from assets.desk.home import open_desk
    from assets.doctor import findings, ledger

    desk = open_desk(home)
    found, loads = findings(desk), ledger(desk)
    is_ok = not any(finding.level == "error" for finding in found)
    if as_json:
        from pipelines.cli.output import print_json

        listed = [asdict(finding) for finding in found]
        books = {"ledger": loads.sources, "rejects": loads.rejects}
        print_json({"ok": is_ok, "findings": listed, **books})
    else:
        language = desk.settings.language
        _print_findings(found, desk.settings.name, language)
        _print_ledger(loads, language)
    raise typer.Exit(0 if is_ok else 1)


def _print_findings(found: "list[Finding]", name: str, language: Language) -> None:
    from pipelines.cli.outcome import level_word
    from pipelines.cli.output import print_table

    if not found:
        typer.echo(say("Nothing is amiss.", "一切正常。", language))
        return
    headers = (
        "",
        say("where", "位置", language),
        say("what", "情况", language),
        say("remedy", "怎么办", language),
    )
    rows = [[level_word(f.level, language), f.where, f.what, f.remedy] for f in found]
    print_table(headers, rows, title=name)


def _print_ledger(loads: "Ledger", language: Language) -> None:
    """What each source brought, and the first place of each kind of rejected record."""
    from pipelines.cli.output import print_table

    for rows, columns, title in (
        (loads.sources, SOURCES, say("What the sources brought", "各来源载入情况", language)),
        (loads.rejects, REJECTS, say("Rejected records", "拒收的记录", language)),
    ):
        if rows:
            headers = [say(en, zh, language) for en, zh in columns.values()]
            shown = [[row[key] for key in columns] for row in rows[:SHOWN_ROWS]]
            print_table(headers, shown, title=title)
