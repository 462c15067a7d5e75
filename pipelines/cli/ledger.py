"""deskmark close, verify, reopen: the ledger of closed periods."""

from getpass import getuser
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.options import Home, Json, period_named
from pipelines.cli.speech import say, teach

if TYPE_CHECKING:
    from assets.ledger.verify import Verdict
    from metrics.label import Language

CLOSE = teach(
    "Close a period. Inputs, rules, results and workbooks are frozen in ledger/; from then on no "
    "run changes them.",
    "关账：把输入、规则、结果和工作簿封存进 ledger/，此后任何运行都不再改动。",
    "deskmark close 2026-10",
    'deskmark close 2026-10 --anyway "payday is tomorrow"',
)
VERIFY = teach(
    "Check that nothing in the ledger changed, and that the frozen inputs still give the frozen "
    "results.",
    "核验：账本没有被改动，且由封存的输入重新计算仍得到封存的结果。",
    "deskmark verify 2026-10",
    "deskmark verify 2026-10 --json",
)
REOPEN = teach(
    "Open a closed period again. Its close stays in the ledger; the next close tells what changed, "
    "per agent, line and cause.",
    "重开已关账的周期：原关账保留在账本中，下次关账会列出每人、每项的差异及原因。",
    'deskmark reopen 2026-10 --reason "October\'s refunds were exported twice"',
)
ClosedPeriod = Annotated[
    str,
    typer.Argument(metavar="PERIOD", parser=period_named, help=say("As 2026-10.", "如 2026-10。")),
]
By = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help=say("Who does it; the login unless given.", "经办人；默认为登录名。")
    ),
]
Anyway = Annotated[
    str | None,
    typer.Option(
        metavar="REASON",
        help=say(
            "Close although something is provisional or missing; every sheet says so.",
            "尚有未定案或缺失时照样关账；每张表都会注明。",
        ),
    ),
]


Reason = Annotated[
    str, typer.Option(metavar="TEXT", help=say("Why; kept in the ledger.", "原因，记入账本。"))
]


def register(app: typer.Typer) -> None:
    app.command(help=CLOSE)(close)
    app.command(help=VERIFY)(verify)
    app.command(help=REOPEN)(reopen)


def close(period: ClosedPeriod, anyway: Anyway = None, by: By = None, home: Home = None) -> None:
    from assets.desk.home import open_desk
    from assets.desk.lock import one_run
    from assets.ledger.close import close as freeze
    from assets.ledger.closes import refuse_closed
    from assets.warehouse import open_warehouse
    from pipelines.cli.progress import progress_bar

    desk = open_desk(home)
    with one_run(desk):
        refuse_closed(desk, period)
        with progress_bar() as progress:
            from pipelines.run import run_desk

            run_desk(desk, stages=("appraise",), period=period, progress=progress)
        with open_warehouse(desk) as connection:
            done = freeze(connection, desk, period, by=by or getuser(), anyway=anyway)
    language = desk.settings.language
    typer.echo(
        say(f"{period} is closed: {done.folder}", f"{period} 已关账：{done.folder}", language)
    )
    difference = done.folder / "difference.jsonl"
    if difference.is_file():
        from assets.ledger.frozen import read_rows
        from pipelines.cli.difference import print_difference

        print_difference(read_rows(difference), language)
    typer.echo(say("Last line of the chain: ", "链上最后一行：", language) + done.link.hash)


def verify(period: ClosedPeriod, as_json: Json = False, home: Home = None) -> None:
    from assets.desk.home import open_desk
    from assets.ledger.verify import as_json as told
    from assets.ledger.verify import verify as examine

    desk = open_desk(home)
    verdict = examine(desk, period)
    if as_json:
        typer.echo(told(verdict))
    else:
        _print(verdict, desk.settings.language)
    raise typer.Exit(1 if verdict.faults else 0)


def reopen(period: ClosedPeriod, reason: Reason, by: By = None, home: Home = None) -> None:
    from assets.desk.home import open_desk
    from assets.desk.lock import one_run
    from assets.ledger.reopen import reopen as open_again

    desk = open_desk(home)
    with one_run(desk):
        held = open_again(desk, period, reason=reason, by=by or getuser())
    language = desk.settings.language
    typer.echo(say(f"{period} is open again; {held.link.folder} stays in the ledger.",
                   f"{period} 已重开；{held.link.folder} 保留在账本中。", language))  # fmt: skip
    typer.echo(say("Then: ", "然后：", language) + f"deskmark run; deskmark close {period}")


def _print(verdict: "Verdict", language: "Language") -> None:
    for fault in verdict.faults:
        typer.echo(f"{say('ERROR', '错误', language)}  {fault.in_(language)}")
    for remark in verdict.remarks:
        typer.echo(f"{say('INFO', '提示', language)}  {remark.in_(language)}")
    if not verdict.faults:
        held = ", ".join(verdict.closes)
        typer.echo(say(f"As it was closed, and computed again the same: {held}",
                       f"与关账时一致，重新计算结果相同：{held}", language))  # fmt: skip
    typer.echo(say("Last line of the chain: ", "链上最后一行：", language) + verdict.head)
