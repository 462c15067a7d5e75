"""deskmark correct: an input of a closed period, after an appeal."""

from getpass import getuser
from typing import Annotated

import typer

from pipelines.cli.ledger import ClosedPeriod
from pipelines.cli.options import Home, Json
from pipelines.cli.speech import say, teach

HELP = teach(
    "Correct an input of a closed period after an appeal. The close stays as it is; the "
    "correction is kept in the ledger with author and evidence, and what it changes is printed "
    "and carried to the next open period.",
    "申诉后更正已关账周期的一个输入：原关账不变，更正连同作者和证据记入账本，差额列出并带入下一个未关账周期。",
    "deskmark correct 2026-10 --agent a17 --input late_or_early_count --value 0 "
    '--evidence "gate log of 12 October" --author 李经理',
    "deskmark correct 2026-10 --agent a17 --input complaints --value n/a "
    "--evidence letter.pdf --author 李经理",
)
Agent = Annotated[str, typer.Option(metavar="A", help=say("The agent's id.", "客服编号。"))]
Input = Annotated[str, typer.Option(metavar="I", help=say("The input's name.", "输入名称。"))]
Value = Annotated[
    list[str],
    typer.Option(
        metavar="V",
        help=say(
            "The right value; n/a for none; repeated where there are several.",
            "正确的值；没有则写 n/a；有多个则写多次。",
        ),
    ),
]
Evidence = Annotated[
    str,
    typer.Option(
        metavar="TEXT",
        help=say("What proves it; a file is copied into the ledger.", "依据；文件会复制进账本。"),
    ),
]
Author = Annotated[
    str | None,
    typer.Option(metavar="NAME", help=say("Who decided it.", "由谁认定。")),
]
Rater = Annotated[
    str, typer.Option(metavar="NAME", help=say("Whose rating it is.", "哪位评分人的分数。"))
]


def correct(
    period: ClosedPeriod,
    agent: Agent,
    input: Input,
    value: Value,
    evidence: Evidence,
    author: Author = None,
    rater: Rater = "",
    as_json: Json = False,
    home: Home = None,
) -> None:
    from assets.desk.home import open_desk
    from assets.desk.lock import one_run
    from assets.ledger.correct import correct as keep
    from assets.ledger.corrections import Correction
    from pipelines.cli.difference import print_difference
    from pipelines.cli.output import print_json

    desk = open_desk(home)
    made = Correction(agent, input, tuple(value), rater)
    with one_run(desk):
        delta = keep(desk, period, made, evidence=evidence, by=author or getuser())
    if as_json:
        print_json(delta)
    else:
        print_difference(delta, desk.settings.language)
