"""deskmark simulate: what a changed scheme would have paid, to whom, and why."""

from pathlib import Path
from typing import Annotated

import typer

from metrics.documents import Problem
from pipelines.cli.options import Home, Json, period_named
from pipelines.cli.output import print_json
from pipelines.cli.speech import say, teach

HELP = teach(
    "Score periods once more by another or a changed scheme, beside how they were scored: cost in "
    "all and by team, winners and losers, ranks, tiers crossed, and why. Nothing is kept; closed "
    "periods stand on their frozen inputs and rules.",
    "用另一份或改动后的方案重新试算各周期，与原结果对照：总成本与各组成本、得失人数、名次变化、"
    "跨档情况及原因。结果不留存；已关账周期以封存的输入和规则为准。",
    "deskmark simulate taobao-kpi-tiers --period 2026-10 --set lines.inquiry_conversion.weight=25",
    "deskmark simulate taobao-kpi-tiers --period 2026-08..2026-10 --set performance_base=900",
    "deskmark simulate taobao-kpi-tiers --period 2026-10 --sweep performance_base=600..900/50",
    "deskmark simulate taobao-kpi-tiers --period 2026-10 --fairness --ranks --draws 500",
    "deskmark simulate taobao-kpi-tiers --period 2026-10 --set bonus=50 --html page.html",
    "deskmark simulate new-form.yml --period 2026-10 --instead-of taobao-kpi-tiers --json",
)
SchemeId = Annotated[
    str,
    typer.Argument(metavar="SCHEME", help=say("Id of a scheme, or a file.", "方案编号或文件。")),
]
Periods = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help=say("As 2026-10, or 2026-08..2026-10.", "如 2026-10，或 2026-08..2026-10。"),
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help=say(
            "A parameter, an option, or a place in the file such as lines.x.weight=25; may be "
            "repeated.",
            "方案参数、选项，或文件中的位置（如 lines.x.weight=25）；可多次。",
        ),
    ),
]
SweepOver = Annotated[
    str | None,
    typer.Option(
        "--sweep",
        metavar="NAME=VALUES",
        help=say(
            "One place with many values, such as lines.x.weight=10..40/5 or =10,25,40: one run "
            "for each.",
            "同一处依次取多个值（如 lines.x.weight=10..40/5 或 =10,25,40），每个值试算一次。",
        ),
    ),
]
Fairness = Annotated[
    bool,
    typer.Option(
        "--fairness",
        help=say(
            "Scores by shift, tenure and mix of queues beside everybody's: a hint, not a proof.",
            "按班次、入职时长、队列构成对比得分：仅供参考，不是证明。",
        ),
    ),
]
Ranks = Annotated[
    bool,
    typer.Option(
        "--ranks",
        help=say(
            "Draw the days anew many times: how far each rank may lie, which ranks are noise.",
            "多次重新抽取日期：每个名次的可能范围，哪些名次属于偶然。",
        ),
    ),
]
DrawCount = Annotated[
    int | None,
    typer.Option(
        "--draws",
        metavar="N",
        min=20,
        max=5000,
        help=say("How many draws; 200 if not said.", "抽取次数，默认 200。"),
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        metavar="N",
        help=say(
            "The same seed draws the same days; 7 if not said.", "同一种子抽取相同日期，默认 7。"
        ),
    ),
]
Html = Annotated[
    Path | None,
    typer.Option(
        "--html",
        metavar="FILE",
        help=say(
            "Write all of it, with fairness and ranks, as one page with plots; it shows pay.",
            "将全部结果（含公平性与名次稳定性）写成一个带图页面；页面含薪酬。",
        ),
    ),
]
InsteadOf = Annotated[
    str | None,
    typer.Option(
        metavar="SCHEME",
        help=say("The scheme in force that it would replace.", "拟替换的现行方案。"),
    ),
]


def simulate(
    scheme: SchemeId,
    period: Periods,
    changes: Set = None,
    sweep: SweepOver = None,
    instead_of: InsteadOf = None,
    fairness: Fairness = False,
    ranks: Ranks = False,
    draws: DrawCount = None,
    seed: Seed = None,
    html: Html = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    from assets.desk.home import open_desk
    from assets.warehouse import open_measured
    from assets.whatif.answer import Asked, answer
    from assets.whatif.page import page_path, write_page
    from assets.whatif.simulate import Simulator
    from assets.whatif.stability import drawing
    from metrics.sweep import read_sweep
    from pipelines.cli.answered import answer_tree, print_answer
    from pipelines.cli.progress import progress_bar

    desk = open_desk(home)
    over = None if sweep is None else read_sweep(sweep)
    page = None if html is None else page_path(desk, html)
    with_ranks = ranks or draws is not None or seed is not None or page is not None
    how = drawing(draws, seed) if with_ranks else None
    asked = Asked(tuple(changes or ()), over, fairness or page is not None, how)
    with open_measured(desk) as connection, progress_bar() as progress:
        simulator = Simulator(connection, desk, scheme, periods_named(period), instead_of)
        found = answer(simulator, asked, progress)
        if page is not None:
            write_page(connection, desk, found, page)
    language = desk.settings.language
    if as_json:
        print_json(answer_tree(found, language))
        return
    print_answer(found, language)
    if page is not None:
        typer.echo(page)


def periods_named(text: str) -> list[str]:
    """One period, or all from one to another."""
    from metrics.period import months_between

    first, dots, last = text.partition("..")
    names = [period_named(first), period_named(last if dots else first)]
    if names[0] > names[1]:
        raise Problem(f'--period "{text}": the first period comes after the last; turn them round.')
    return months_between(*names)
