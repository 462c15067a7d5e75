"""deskmark approve: a step or an entry of a period's appraisal is agreed to; or which wait."""

from getpass import getuser
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.ledger import By, ClosedPeriod
from pipelines.cli.options import Home, Json
from pipelines.cli.output import print_json, print_table
from pipelines.cli.speech import say, teach

if TYPE_CHECKING:
    from assets.desk.home import Desk
    from assets.ledger.approvals import Held
    from assets.ledger.steps import Step
    from metrics.label import Language

HELP = teach(
    "Approve a step of a period's appraisal, or an entry above a scheme's threshold, in its order; "
    "kept in the ledger. Without --step, list steps with their deadlines, and entries that wait.",
    "按顺序审批一个考核步骤，或超过方案限额的一项录入，记入账本；不写 --step 则列出全部。",
    "deskmark approve 2026-10",
    'deskmark approve 2026-10 --step rated --by 王主管 --note "all sheets seen"',
    "deskmark approve 2026-10 --entry special_reward --agent A001 --step hr --note 2026-017",
)
StepId = Annotated[
    str | None, typer.Option("--step", metavar="ID", help=say("The step's id.", "步骤编号。"))
]
EntryId = Annotated[
    str | None,
    typer.Option(
        "--entry",
        metavar="ID",
        help=say("An approval of the scheme: one entry is agreed to.", "方案中的审批项编号。"),
    ),
]
Agent = Annotated[
    str | None, typer.Option("--agent", metavar="ID", help=say("Whose entry.", "谁的录入。"))
]
Value = Annotated[
    str | None,
    typer.Option(
        "--value", metavar="N", help=say("Which, where several wait.", "多项待批时指明哪一项。")
    ),
]
Note = Annotated[str, typer.Option(metavar="TEXT", help=say("Kept with it.", "备注。"))]


def approve(
    period: ClosedPeriod,
    step: StepId = None,
    entry: EntryId = None,
    agent: Agent = None,
    value: Value = None,
    by: By = None,
    note: Note = "",
    as_json: Json = False,
    home: Home = None,
) -> None:
    from datetime import datetime

    from assets.desk.home import open_desk
    from assets.desk.lock import one_run
    from assets.ledger.steps import approve as keep
    from assets.ledger.steps import steps

    desk = open_desk(home)
    language = desk.settings.language
    today = datetime.now(desk.settings.zone).date()
    if entry is not None or agent is not None or value is not None:
        _agree(desk, period, (entry, agent, value, step), by or getuser(), note)
    elif step is not None:
        with one_run(desk):
            keep(desk, period, step, by=by or getuser(), note=note, today=today)
    found, held = steps(desk, period, today), _held(desk, period)
    if as_json:
        print_json({"steps": [one.as_json() for one in found],
                    "entries": [one.as_json() for one in held]})  # fmt: skip
        return
    _print_steps(period, found, language)
    if held:
        _print_held(held, language)


def _agree(
    desk: "Desk", period: str, asked: tuple[str | None, str | None, str | None, str | None],
    by: str, note: str,
) -> None:  # fmt: skip
    from assets.desk.lock import one_run
    from assets.ledger.approve_entry import approve_entry
    from assets.warehouse import open_measured
    from metrics.documents import Problem
    from metrics.saying import said

    entry, agent, value, step = asked
    if entry is None or agent is None or step is None:
        raise Problem(said("ledger", "step_without_entry").in_(desk.settings.language))
    with one_run(desk), open_measured(desk) as connection:
        approve_entry(connection, desk, period, entry, agent, value, step, by=by, note=note)


def _held(desk: "Desk", period: str) -> "list[Held]":
    from assets.appraisal.coverage import coverage
    from assets.ledger.approvals import held_in
    from assets.warehouse import is_measured, open_published

    if not desk.published.is_file():
        return []
    with open_published(desk) as connection:
        if not is_measured(connection):
            return []
        uses = [use for use in coverage(connection, desk, period) if use.scheme.approvals]
        return held_in(connection, desk, period, uses) if uses else []


def _print_steps(period: str, found: "list[Step]", language: "Language") -> None:
    from metrics.words import words

    heads = [say(en, zh, language) for en, zh in (
        ("step", "步骤"), ("what", "内容"), ("who", "责任人"), ("due", "期限"), ("state", "状态"),
        ("approved by", "审批人"), ("at", "时间"))]  # fmt: skip
    rows = [
        [
            one.id,
            one.label.in_(language),
            one.by.in_(language) if one.by else "",
            one.due,
            words("ledger", one.state, language),
            (one.record or {}).get("by", ""),
            (one.record or {}).get("at", ""),
        ]
        for one in found
    ]
    print_table(heads, rows, title=period)


def _print_held(held: "list[Held]", language: "Language") -> None:
    heads = [say(en, zh, language) for en, zh in (
        ("entry", "审批项"), ("what", "内容"), ("whose", "人员"), ("value", "录入值"),
        ("agreed", "已同意"), ("waits for", "待审批"))]  # fmt: skip
    rows = [
        [
            one.id,
            one.approval.label.in_(language),
            one.agent_id,
            one.value,
            " → ".join(f"{record['by']} {record['at'][:10]}" for record in one.records),
            f"{one.next_step} {one.approval.steps[one.next_step].in_(language)}"
            if one.next_step
            else "",
        ]
        for one in held
    ]
    print_table(heads, rows)
