"""What a run did, for people and for machines."""

from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING

import typer

from metrics.label import Language
from pipelines.cli.output import print_json, print_table
from pipelines.cli.speech import say

if TYPE_CHECKING:
    from pipelines.result import Outcome

LEVELS = {"error": ("ERROR", "错误"), "warn": ("WARN", "注意"), "info": ("INFO", "提示")}


def show_outcome(outcome: "Outcome", language: Language, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(outcome) if is_dataclass(outcome) else outcome)
    else:
        _print_loads(outcome, language)
        _print_rest(outcome, language)


def exit_code(outcome: "Outcome") -> int:
    """1 where a person must look at the data."""
    return int(any(finding["level"] == "error" for finding in outcome.findings))


def level_word(level: str, language: Language) -> str:
    return say(*LEVELS[level], language)


def _print_loads(outcome: "Outcome", language: Language) -> None:
    if not outcome.loads:
        return
    headers = (
        say("file", "文件", language),
        say("source", "格式", language),
        say("records read", "读到", language),
        say("loaded", "载入", language),
        say("duplicates", "重复", language),
        say("rejected", "拒收", language),
    )
    keys = ("file", "source", "records_read", "loaded", "duplicates", "rejected")
    print_table(headers, [[load[key] for key in keys] for load in outcome.loads])


def _print_rest(outcome: "Outcome", language: Language) -> None:
    days, seconds = outcome.days_rebuilt, outcome.seconds
    typer.echo(
        say(
            f"{days} business days rebuilt in {seconds:.1f} s."
            if days
            else f"Nothing had changed ({seconds:.1f} s).",
            f"重算 {days} 个业务日，用时 {seconds:.1f} 秒。"
            if days
            else f"没有变化（{seconds:.1f} 秒）。",
            language,
        )
    )
    if outcome.periods:
        typer.echo(say("Appraised: ", "已考核：", language) + ", ".join(outcome.periods))
    if outcome.site is not None:
        typer.echo(say("Dashboard: ", "看板：", language) + str(outcome.site))
    for workbook in outcome.workbooks:
        typer.echo(say("Workbook: ", "工作簿：", language) + str(workbook))
    for finding in outcome.findings:
        where = f"{finding['where']}: " if finding["where"] else ""
        level = level_word(finding["level"], language)
        typer.echo(f"{level}  {where}{finding['what']} {finding['remedy']}".rstrip())
