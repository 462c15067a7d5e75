"""deskmark signals: records of a period that a person should look at; none of them is scored."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.options import Home, Json, Period
from pipelines.cli.output import print_json, print_table
from pipelines.cli.speech import say, teach

if TYPE_CHECKING:
    from assets.desk.home import Desk
    from assets.signals.signal import Seen

HELP = teach(
    "List what may be gaming or an error: tickets passed on before they were closed, ratings given "
    "away, placeholder replies, very short calls, reopenings right after the period, self-credited "
    "orders. A question for a person, never part of a score.",
    "列出疑似刷数据或差错的记录：关单前转出、评价改派、占位回复、超短通话、周期后即重开、自挂订单。"
    "仅供人工核查，绝不计分。",
    "deskmark signals --period 2026-10",
    "deskmark signals --period 2026-10 --signal very_short_call --agent A001",
    "deskmark signals --period 2026-10 --json",
)
SHOWN = 3  # records of each agent, until one signal is asked for
One = Annotated[
    str | None,
    typer.Option("--signal", metavar="ID", help=say("Only this one.", "只看这一种。")),
]
Agent = Annotated[
    str | None,
    typer.Option("--agent", metavar="ID", help=say("Only this agent.", "只看这名客服。")),
]


def signals(
    period: Period,
    signal: One = None,
    agent: Agent = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    from assets.appraisal.coverage import period_days
    from assets.desk.home import open_desk
    from assets.signals.signal import seen
    from assets.warehouse import open_measured

    desk = open_desk(home)
    with open_measured(desk) as connection:
        found = seen(connection, *period_days(desk, period), signal)
    found = [one for one in found if agent is None or one.agent_id == agent]
    if as_json:
        _print_json(found, desk)
    else:
        _print(found, desk, every=signal is not None)


def _print_json(found: "list[Seen]", desk: "Desk") -> None:
    from assets.signals.signal import signals as known

    print_json([
        {
            "signal": one.signal,
            "label": known()[one.signal].label.in_(desk.settings.language),
            "agent_id": one.agent_id,
            "record": one.record,
            "at": one.at.isoformat(),
            "number": one.number,
            "other": one.other,
            "file": one.file,
            "text": one.told(desk.settings.language),
        }
        for one in found
    ])  # fmt: skip


def _print(found: "list[Seen]", desk: "Desk", *, every: bool) -> None:
    from assets.signals.signal import signals as known

    language = desk.settings.language
    typer.echo(say("For a person to look at; none of it is scored.",
                   "供人工核查；均不计分。", language))  # fmt: skip
    heads = [say("agent", "客服", language), say("count", "条数", language),
             say("record", "记录", language), say("at", "时间", language),
             say("what", "情况", language), say("file", "文件", language)]  # fmt: skip
    for name, signal in known().items():
        rows = [one for one in found if one.signal == name]
        if not rows:
            continue
        typer.echo(f"\n{signal.label.in_(language)} ({name})\n{signal.why.in_(language)}")
        print_table(heads, _cells(rows, desk, every=every))
    if not found:
        typer.echo(say("Nothing was found.", "没有发现。", language))


def _cells(rows: "list[Seen]", desk: "Desk", *, every: bool) -> list[list[object]]:
    """Those with most first; of each agent the first few, the count says how many there are."""
    from datetime import UTC

    counts = Counter(one.agent_id for one in rows)
    shown: Counter[str] = Counter()
    cells: list[list[object]] = []
    for one in sorted(rows, key=lambda one: (-counts[one.agent_id], one.agent_id, one.at)):
        shown[one.agent_id] += 1
        if not every and shown[one.agent_id] > SHOWN:
            continue
        is_first = shown[one.agent_id] == 1
        at = one.at.replace(tzinfo=UTC).astimezone(desk.settings.zone)
        cells.append([
            one.agent_id if is_first else "",
            str(counts[one.agent_id]) if is_first else "",
            one.record,
            f"{at:%Y-%m-%d %H:%M:%S}",
            one.told(desk.settings.language),
            one.file or "",
        ])  # fmt: skip
    return cells
