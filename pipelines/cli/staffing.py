"""deskmark staffing: how many agents the queues needed, and what too few of them explain."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.options import From, Home, Json, To
from pipelines.cli.output import print_json, print_table
from pipelines.cli.speech import say, teach

if TYPE_CHECKING:
    from assets.staffing import Staffed

HELP = teach(
    "Say how many agents each queue needed, by Erlang A over its own half hours.\n\n"
    "Beside the service level as counted stand the one to expect of the agents who were there and "
    "the one of those required; their distance over what is missing is what staffing explains.",
    "按各队列每半小时的实际进线，用 Erlang A 推算所需坐席数。\n\n"
    "实际服务水平旁列出“按在岗人数应有”和“按所需人数应有”的水平；两者之差占缺口的比例，即人手不足可解释的部分。",
    "deskmark staffing",
    "deskmark staffing --queue vip --from 2026-10-01 --to 2026-10-31",
    "deskmark staffing --json",
)
Queue = Annotated[
    str | None,
    typer.Option(
        metavar="QUEUE",
        help=say(
            "Only this queue and those that share its agents.", "只看这个队列及与其共用坐席的队列。"
        ),
    ),
]


def staffing(
    queue: Queue = None,
    date_from: From = None,
    date_to: To = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    from assets.desk.home import open_desk
    from assets.staffing import staffing as staffed
    from assets.warehouse import open_measured

    desk = open_desk(home)
    with open_measured(desk) as connection:
        found = staffed(connection, queue, date_from, date_to)
    if as_json:
        print_json([asdict(one) | {"explained": one.explained} for one in found])
        return
    language = desk.settings.language
    headers = [
        say("queues", "队列", language),
        say("half hour", "时段", language),
        say("offered", "进线量", language),
        say("handle s", "处理秒数", language),
        say("agents", "在岗", language),
        say("required", "所需", language),
        say("level", "服务水平", language),
        say("expected", "按在岗应有", language),
        say("with required", "按所需应有", language),
        say("staffing explains", "人手可解释", language),
    ]
    print_table(headers, [_row(one) for one in found])
    if any(one.agents_by == "busy" for one in found):
        note = say(
            "* No states of agents are known: those are counted who answered anything.",
            "* 没有坐席状态记录：按该时段有接听的人数计。",
            language,
        )
        typer.echo(note)


def _row(one: "Staffed") -> list[str]:
    mark = "*" if one.agents_by == "busy" else ""
    return [
        one.queues,
        one.half_hour or "",
        str(one.offered),
        _number(one.handle_seconds, 0),
        _number(one.agents_present, 1) + mark,
        _number(one.agents_required, 1),
        _share(one.level),
        _share(one.level_with_present),
        _share(one.level_with_required),
        _share(one.explained),
    ]


def _number(value: float | None, places: int) -> str:
    return "–" if value is None else f"{value:.{places}f}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
