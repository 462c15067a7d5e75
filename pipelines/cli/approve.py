"""deskmark approve: a step of a period's appraisal is done; without a step, which are."""

from getpass import getuser
from typing import Annotated

import typer

from pipelines.cli.ledger import By, ClosedPeriod
from pipelines.cli.options import Home, Json
from pipelines.cli.output import print_json, print_table
from pipelines.cli.speech import say, teach

HELP = teach(
    "Approve a step of a period's appraisal, in the order of desk.yml; kept in the ledger. Without "
    "--step, list the steps with their deadlines.",
    "按 desk.yml 的顺序审批一个考核步骤，记入账本；不写 --step 则列出各步骤与期限。",
    "deskmark approve 2026-10",
    'deskmark approve 2026-10 --step rated --by 王主管 --note "all sheets seen"',
)
StepId = Annotated[
    str | None, typer.Option("--step", metavar="ID", help=say("The step's id.", "步骤编号。"))
]
Note = Annotated[str, typer.Option(metavar="TEXT", help=say("Kept with it.", "备注。"))]


def approve(
    period: ClosedPeriod,
    step: StepId = None,
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
    from metrics.words import words

    desk = open_desk(home)
    language = desk.settings.language
    today = datetime.now(desk.settings.zone).date()
    if step is not None:
        with one_run(desk):
            keep(desk, period, step, by=by or getuser(), note=note, today=today)
    found = steps(desk, period, today)
    if as_json:
        print_json([one.as_json() for one in found])
        return
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
