"""deskmark month-end: the workbooks in which people enter what no log knows."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipelines.cli.options import Home, Json, Period
from pipelines.cli.output import print_json, print_table
from pipelines.cli.speech import say, teach

if TYPE_CHECKING:
    from assets.month_end import Checked, Trouble
    from metrics.label import Language

TEMPLATE = teach(
    "Write month-end/PERIOD/TEAM.xlsx: what the period's schemes ask of each team, ready to fill.",
    "生成 month-end/周期/班组.xlsx：按该周期的考核方案列出各班组须录入的内容，填好即可。",
    "deskmark month-end template --period 2026-10",
    "deskmark month-end template --period 2026-10 --format csv",
)
CHECK = teach(
    "Name everything in month-end/ that cannot stand, by file, sheet and cell, and what is missing "
    "for whom.\n\n"
    "What is half filled is accepted; only what cannot stand ends with exit code 1.",
    "逐格指出 month-end/ 中不能这样填的内容，并列出谁还缺什么。\n\n"
    "未填完可以接受；只有填错时退出码为 1。",
    "deskmark month-end check --period 2026-10",
    "deskmark month-end check --period 2026-10 --json",
)
app = typer.Typer(
    no_args_is_help=True,
    help=say("What people enter at month end: ask for it, check it.", "月末录入：出表、检查。"),
)
FormatOption = Annotated[
    Literal["xlsx", "csv"],
    typer.Option("--format", help=say("Workbooks or CSV.", "工作簿或 CSV。")),
]


@app.command(help=TEMPLATE)
def template(
    period: Period, format_: FormatOption = "xlsx", home: Home = None, as_json: Json = False
) -> None:
    from assets.desk.home import open_desk
    from assets.month_end import write_templates
    from assets.warehouse import open_measured

    desk = open_desk(home)
    with open_measured(desk) as connection:
        written = write_templates(connection, desk, period, format_)
    if as_json:
        print_json(
            [
                {"file": str(one.path), "team": one.team, "people": one.people, "new": one.is_new}
                for one in written
            ]
        )
        return
    language = desk.settings.language
    kept = say("stands already; left as it is", "已存在，未改动", language)
    new = say("new", "新建", language)
    headers = [
        say("team", "班组", language),
        say("people", "人数", language),
        say("file", "文件", language),
        "",
    ]
    rows = [
        [one.team, one.people, one.path.relative_to(desk.home), new if one.is_new else kept]
        for one in written
    ]
    print_table(headers, rows)


@app.command(help=CHECK)
def check(period: Period, home: Home = None, as_json: Json = False) -> None:
    from assets.desk.home import open_desk
    from assets.month_end import check_entries
    from assets.warehouse import open_measured

    desk = open_desk(home)
    with open_measured(desk) as connection:
        found = check_entries(connection, desk, period)
    if as_json:
        print_json(_document(period, found))
    else:
        _print(period, found, desk.settings.language)
    raise typer.Exit(1 if found.problems else 0)


def _document(period: str, found: "Checked") -> dict[str, object]:
    return {
        "ok": not found.problems,
        "complete": not found.problems and not found.missing,
        "period": period,
        "people": found.people,
        "entries": found.entries,
        "problems": [
            {
                "file": one.place.file,
                "sheet": one.place.sheet,
                "cell": one.place.cell,
                "agent": one.agent_id,
                "what": one.text,
            }
            for one in found.problems
        ],
        "missing": [
            {"team": one.team, "agent": one.agent_id, "scheme": one.scheme, "items": one.items}
            for one in found.missing
        ],
    }


def _print(period: str, found: "Checked", language: "Language") -> None:
    if found.problems:
        _print_problems(found, language)
    if found.missing:
        _print_missing(found, language)
    people, entries, wrong = found.people, found.entries, len(found.problems)
    whole = people - len({one.agent_id for one in found.missing})
    en = f"{period}: {entries} entries, {wrong} to mend; {whole} of {people} people complete."
    zh = f"{period}：录入 {entries} 项，须改正 {wrong} 处；{people} 人中已齐 {whole} 人。"
    typer.echo(say(en, zh, language))


def _print_problems(found: "Checked", language: "Language") -> None:
    headers = [
        say("file", "文件", language),
        say("sheet", "工作表", language),
        say("cell or line", "单元格或行", language),
        say("who", "人员", language),
        say("cannot stand", "须改正", language),
    ]
    print_table(headers, [_row(one) for one in found.problems])


def _print_missing(found: "Checked", language: "Language") -> None:
    headers = [
        say("team", "班组", language),
        say("who", "人员", language),
        say("still missing", "还缺", language),
    ]
    comma = say(", ", "、", language)
    rows = [
        [one.team, _who(one.agent_id, one.name), comma.join(one.items)] for one in found.missing
    ]
    print_table(headers, rows)


def _row(one: "Trouble") -> list[str]:
    place = one.place
    return [place.file, place.sheet, place.cell, _who(one.agent_id, one.name), one.text]


def _who(agent_id: str, name: str) -> str:
    return f"{name} ({agent_id})" if name else agent_id
