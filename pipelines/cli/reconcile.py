"""deskmark kpis reconcile: what we pay on, what the platform sees, what it reports."""

from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.options import From, Home, Json, To
from pipelines.cli.output import print_json, print_table
from pipelines.cli.speech import say, teach

if TYPE_CHECKING:
    from assets.reconciliation.reconcile import Reconciled
    from metrics.label import Language
    from metrics.number import Fraction

HELP = teach(
    "Explain the platform's agent-day report from the messages, step by step, per agent.",
    "用聊天记录逐步解释平台客服日报的数字，按客服列出。",
    "deskmark kpis reconcile",
    "deskmark kpis reconcile --channel douyin --from 2026-10-01 --to 2026-10-31",
    "deskmark kpis reconcile --json",
)
Shop = Annotated[
    str | None, typer.Option(metavar="SHOP", help=say("Only this shop.", "只看这个店铺。"))
]
Channel = Annotated[
    str | None,
    typer.Option(metavar="CHANNEL", help=say("Only this channel.", "只看这个渠道。")),
]
SHARES = ("reply_rate", "within_180", "within_30")


def reconcile(
    shop: Shop = None,
    channel: Channel = None,
    date_from: From = None,
    date_to: To = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    from assets.desk.home import open_desk
    from assets.reconciliation.reconcile import MEASURES
    from assets.reconciliation.reconcile import reconcile as explain
    from assets.warehouse import open_measured

    desk = open_desk(home)
    language = desk.settings.language
    with open_measured(desk) as connection:
        found = explain(connection, date_from, date_to, shop, channel)
    if as_json:
        print_json([one.row(language) for one in found])
        return
    if not found:
        typer.echo(
            say(
                "No report of a platform names an agent here, so there is nothing to explain.",
                "没有按客服的平台日报，无可对照。",
                language,
            )
        )
        return
    for measure, label in MEASURES.items():
        rows = [one for one in found if one.measure == measure]
        if rows:
            _print(label.in_(language), rows, measure in SHARES, language)
    typer.echo(
        say(
            "From what we pay on, each column adds its effect; together they are the report. "
            "Shares and their effects in %.",
            "自考核口径起，各列为逐步影响，相加即平台日报；比率及其影响以 % 计。",
            language,
        )
    )


def _print(title: str, rows: "list[Reconciled]", is_share: bool, language: "Language") -> None:
    from assets.reconciliation.reconcile import SEEN, STEPS

    steps = [step for step in STEPS if any(one.effects.get(step) for one in rows)]
    # what the rule sees stands between the steps that lead to it and those that lead on
    after = [step for step in steps if step in list(STEPS)[SEEN:]]
    before = [step for step in steps if step not in after]
    headers = [
        say("agent", "客服", language),
        say("days", "天数", language),
        say("we pay on", "考核口径", language),
        *(STEPS[step].in_(language) for step in before),
        say("platform's rule", "平台口径", language),
        *(STEPS[step].in_(language) for step in after),
        say("report", "平台日报", language),
    ]
    table = [
        [
            one.name or one.agent_id or say("all", "合计", language),
            one.days,
            _shown(one.ours, is_share),
            *(_shown(one.effects.get(step), is_share, signed=True) for step in before),
            _shown(one.seen, is_share),
            *(_shown(one.effects.get(step), is_share, signed=True) for step in after),
            _shown(one.report, is_share),
        ]
        for one in rows
    ]
    print_table(headers, table, title=title)


def _shown(value: "Fraction | None", is_share: bool, *, signed: bool = False) -> str:
    if value is None:
        return "–"
    if signed and not value:
        return ""
    number = float(value * 100 if is_share else value)
    if signed and abs(number) < 0.05:
        return "±0.0"  # there is an effect, too small to show
    whole = value.denominator == 1 and not is_share
    return f"{number:{'+' if signed else ''},.{0 if whole else 1}f}"
