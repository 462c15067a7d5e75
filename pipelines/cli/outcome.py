"""What a run did, for people and for machines."""

from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING

import typer

from metrics.label import Language
from pipelines.cli.output import print_json, print_table
from pipelines.cli.speech import say

if TYPE_CHECKING:
    from pipelines.result import Outcome

SHOWN_FILES = 12
COUNTS = ("records_read", "loaded", "duplicates", "rejected")
LEVELS = {"error": ("ERROR", "错误"), "warn": ("WARN", "注意"), "info": ("INFO", "提示")}


def show_outcome(outcome: "Outcome", language: Language, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(outcome) if is_dataclass(outcome) else outcome)
    else:
        _print_loads(outcome, language)
        _print_findings(outcome, language)
        _print_results(outcome, language)


def exit_code(outcome: "Outcome") -> int:
    """1 where a person must look at the data."""
    return int(any(finding["level"] == "error" for finding in outcome.findings))


def level_word(level: str, language: Language) -> str:
    return say(*LEVELS[level], language)


def _print_loads(outcome: "Outcome", language: Language) -> None:
    """One line per file; where there are many, one per source."""
    if not outcome.loads:
        return
    many = len(outcome.loads) > SHOWN_FILES
    headers = (
        say("source", "格式", language),
        say("files", "文件数", language) if many else say("file", "文件", language),
        say("records read", "读到", language),
        say("loaded", "载入", language),
        say("duplicates", "重复", language),
        say("rejected", "拒收", language),
    )
    rows = [
        [load["source"], load["file"], *(load[key] for key in COUNTS)] for load in outcome.loads
    ]
    print_table(headers, _by_source(outcome) if many else rows)


def _by_source(outcome: "Outcome") -> list[list[object]]:
    totals: dict[object, list[int]] = {}
    for load in outcome.loads:
        total = totals.setdefault(load["source"], [0] * (1 + len(COUNTS)))
        for place, key in enumerate(("", *COUNTS)):
            total[place] += int(str(load[key])) if key else 1
    return [[source, *total] for source, total in totals.items()]


def _print_findings(outcome: "Outcome", language: Language) -> None:
    for finding in outcome.findings:
        where = f"{finding['where']}: " if finding["where"] else ""
        level = level_word(finding["level"], language)
        typer.echo(f"{level}  {where}{finding['what']} {finding['remedy']}".rstrip())
    if outcome.findings:
        typer.echo()


def _print_results(outcome: "Outcome", language: Language) -> None:
    days, seconds = outcome.days_rebuilt, outcome.seconds
    if days:
        en = f"{days} business days rebuilt in {seconds:.1f} s."
        zh = f"重算 {days} 个业务日，用时 {seconds:.1f} 秒。"
    elif outcome.loads:
        files = len(outcome.loads)
        en, zh = (
            f"{files} files read in {seconds:.1f} s.",
            f"读入 {files} 个文件，用时 {seconds:.1f} 秒。",
        )
    else:
        en, zh = f"No day had changed ({seconds:.1f} s).", f"没有变化（{seconds:.1f} 秒）。"
    typer.echo(say(en, zh, language))
    if outcome.periods:
        typer.echo(say("Appraised: ", "已考核：", language) + ", ".join(outcome.periods))
    if outcome.site is not None:
        typer.echo(say("Dashboard: ", "看板：", language) + str(outcome.site))
    for workbook in outcome.workbooks:
        typer.echo(say("Workbook: ", "工作簿：", language) + str(workbook))
