"""deskmark score: the pure scorer, a table of inputs in and statements out; needs no desk."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.documents import Problem
from metrics.label import Language
from pipelines.cli.options import Json
from pipelines.cli.output import print_table
from pipelines.cli.speech import say, teach, terminal_language

if TYPE_CHECKING:
    from metrics.entry import Fault
    from metrics.scheme import Scheme
    from metrics.statement import Statement

HELP = teach(
    "Score a table of inputs by a scheme: no desk, no logs. The table is CSV or JSON lines with "
    "agent_id, input, value and optional numerator, denominator, period, group, rater.",
    "按方案给一张输入表打分，不需要客服台和日志。输入表为 CSV 或 JSON lines，列为 agent_id、input、"
    "value，可加 numerator、denominator、period、group、rater。",
    "deskmark score taobao-kpi-tiers --inputs october.csv",
    "deskmark score taobao-kpi-tiers --inputs october.csv --json",
    "deskmark score taobao-kpi-tiers --inputs october.csv --set performance_base=1000",
)
SchemeId = Annotated[
    str,
    typer.Argument(metavar="SCHEME", help=say("Id of a scheme, or a file.", "方案编号或文件。")),
]
Inputs = Annotated[Path, typer.Option(metavar="FILE", help=say("The table of inputs.", "输入表。"))]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help=say(
            "A parameter or option of the scheme; may be repeated.", "方案参数或选项；可多次。"
        ),
    ),
]
Speech = Annotated[
    Language | None,
    typer.Option("--language", help=say("en or zh.", "en 或 zh。")),
]


def score(
    scheme: SchemeId,
    inputs: Inputs,
    as_json: Json = False,
    settings: Set = None,
    language: Speech = None,
) -> None:
    from metrics.score import score as score_entries
    from metrics.score_input import read_score_input

    chosen = chosen_scheme(scheme, settings or [])
    table = read_score_input(inputs)
    appraisal = score_entries(chosen, table.entries, table.faults)
    words = language or terminal_language()
    if as_json:
        typer.echo(_json(appraisal.statements, words))
    else:
        _print(chosen, appraisal.statements, words)
    amiss = sorted({_sentence(fault, inputs, words) for fault in appraisal.faults})
    amiss += [
        _unscored(one, words) for one in appraisal.statements if _is_new(one, appraisal.faults)
    ]
    for sentence in amiss:
        typer.echo(sentence, err=True)
    raise typer.Exit(1 if amiss else 0)


score.__doc__ = HELP


def chosen_scheme(name: str, settings: list[str]) -> "Scheme":
    """The scheme that ships, or a desk's own where there is a desk."""
    from assets.desk.home import desk_if_any
    from metrics.scheme_files import open_scheme

    desk = desk_if_any(None)
    folder = desk.home / "schemes" if desk else None
    return open_scheme(name, dict(_setting(text) for text in settings), folder)


def _setting(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise Problem(f'--set "{text}": write it as name=value.')
    return name.strip(), value.strip()


def _json(statements: "tuple[Statement, ...]", language: Language) -> str:
    """One object per agent and period, one line each."""
    import json

    rows = [json.dumps(one.as_json(language), ensure_ascii=False) for one in statements]
    return "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"


def _sentence(fault: "Fault", file: Path, language: Language) -> str:
    where = f"{file}, {say('line', '第', language)} {fault.line}{say('', ' 行', language)}"
    place = where if fault.line else str(file)
    whose = " ".join(part for part in (fault.agent_id, fault.period) if part)
    return (
        f"{place}: {whose}: {fault.text.in_(language)}"
        if whose
        else (f"{place}: {fault.text.in_(language)}")
    )


def _is_new(statement: "Statement", faults: "tuple[Fault, ...]") -> bool:
    """A problem found while marking, which no fault of the table has told already."""
    told = {(fault.agent_id, fault.period) for fault in faults}
    return statement.problem is not None and (statement.agent_id, statement.period) not in told


def _unscored(statement: "Statement", language: Language) -> str:
    assert statement.problem
    whose = " ".join(part for part in (statement.agent_id, statement.period) if part)
    return f"{whose}: {statement.problem.in_(language)}"


def _print(scheme: "Scheme", statements: "tuple[Statement, ...]", language: Language) -> None:
    from metrics.exact import shown

    amounts = [key for key in scheme.pay if any(key in one.pay for one in statements)]
    headers = [
        say("agent", "客服", language),
        say("period", "周期", language),
        say("score", "得分", language),
        say("rank", "名次", language),
        *(scheme.pay[key].label.in_(language) for key in amounts),
        say("remarks", "备注", language),
    ]
    rows = []
    for one in statements:
        remarks = [flag.text.in_(language) for flag in one.flags]
        remarks += [one.problem.in_(language)] if one.problem else []
        remarks += [f"{say('assumed', '假定', language)}: {name}" for name in one.assumed]
        points = shown(one.score) if one.score is not None else "—"
        rank = f"{one.rank}/{one.ranked}" if one.rank else "—"
        pay = [f"{one.pay[key]:f}" if key in one.pay else "—" for key in amounts]
        rows.append([one.agent_id, one.period or "—", points, rank, *pay, "\n".join(remarks)])
    print_table(headers, rows, title=scheme.title.in_(language))
    for one in statements:
        if one.lines:
            _print_lines(one, language)


def _print_lines(statement: "Statement", language: Language) -> None:
    from metrics.exact import plain, shown

    headers = [
        say("line", "项目", language),
        say("input", "数值", language),
        say("rule", "规则", language),
        say("points", "得分", language),
        say("weight", "权重", language),
        say("weighted", "加权得分", language),
        say("next tier", "下一档", language),
    ]
    rows = []
    for line in statement.lines:
        ahead = f"{plain(line.next.needs)} → +{shown(line.next.gains)}" if line.next else ""
        points = shown(line.points) if line.points is not None else "—"
        weighted = shown(line.weighted) if line.weighted is not None else "—"
        rows.append(
            [
                line.label.in_(language),
                line.input,
                line.rule,
                points,
                shown(line.weight),
                weighted,
                ahead,
            ]
        )
    title = " ".join(part for part in (statement.agent_id, statement.period) if part)
    print_table(headers, rows, title=title)
