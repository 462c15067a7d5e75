"""deskmark run, and the same by stage: ingest, measure, appraise, site."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.options import From, Home, Json, NoPull, Period, To
from pipelines.cli.speech import say, teach

STAGES = ("ingest", "measure", "appraise", "site")


def register(app: typer.Typer) -> None:
    app.command(help=RUN)(run)
    app.command(help=INGEST)(ingest)
    app.command(help=MEASURE)(measure)
    app.command(help=APPRAISE)(appraise)
    app.command(help=SITE)(site)


RUN = teach(
    "Fetch and load what is new, rebuild what changed, appraise, render.",
    "取数并读入新日志，重算变化的日子，考核，并生成看板。",
    "deskmark run",
    "deskmark --home my-desk run",
    "deskmark run --from 2026-10-01 --to 2026-10-31   # rebuild these days in any case",
)
INGEST = teach(
    "Load new and changed files, and nothing else. They lie in landing/, people/, month-end/.",
    "只读入 landing/、people/、month-end/ 里新增或改过的文件。",
    "deskmark ingest",
    "deskmark ingest --json",
)
MEASURE = teach(
    "Rebuild the tables and KPIs of the days that changed.",
    "重算变化日子的明细表和指标。",
    "deskmark measure",
    "deskmark measure --from 2026-10-01 --to 2026-10-31",
)
APPRAISE = teach(
    "Score one period and write its workbooks.",
    "按本台方案考核一个周期，并生成工作簿。",
    "deskmark appraise --period 2026-10",
)
SITE = teach(
    "Write the dashboard from the figures there are: site/index.html, and a copy by date.\n\n"
    "With --team the page of one team, with that team's rows only: site/teams/TEAM/index.html.",
    "用现有数字生成看板：site/index.html，另存一份按日期命名的副本。\n\n"
    "加 --team 生成只含该小组数据的页面：site/teams/小组/index.html。",
    "deskmark site",
    "deskmark site --team 售前一组",
    "deskmark site --serve                # http://127.0.0.1:8000, from this machine only",
)
Team = Annotated[
    list[str] | None,
    typer.Option(
        "--team",
        metavar="TEAM",
        help=say("Only this team's rows; may be repeated.", "只含该小组的数据，可多次使用。"),
    ),
]
Serve = Annotated[
    bool, typer.Option("--serve", help=say("Show it on the loopback.", "在本机回环地址上查看。"))
]
Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help=say("For --serve.", "用于 --serve。"))
]


def run(
    home: Home = None,
    date_from: From = None,
    date_to: To = None,
    no_pull: NoPull = False,
    as_json: Json = False,
) -> None:
    _carry_out(
        home,
        STAGES,
        date_from=date_from,
        date_to=date_to,
        as_json=as_json,
        with_pulls=not no_pull,
    )


def ingest(
    home: Home = None,
    date_from: From = None,
    date_to: To = None,
    no_pull: NoPull = False,
    as_json: Json = False,
) -> None:
    _carry_out(
        home,
        ("ingest",),
        date_from=date_from,
        date_to=date_to,
        as_json=as_json,
        with_pulls=not no_pull,
    )


def measure(
    home: Home = None, date_from: From = None, date_to: To = None, as_json: Json = False
) -> None:
    _carry_out(home, ("measure",), date_from=date_from, date_to=date_to, as_json=as_json)


def appraise(period: Period, home: Home = None, as_json: Json = False) -> None:
    _carry_out(home, ("appraise",), period=period, as_json=as_json)


def site(
    home: Home = None,
    team: Team = None,
    serve: Serve = False,
    port: Port = 8000,
    as_json: Json = False,
) -> None:
    if team:
        _write_teams(home, team)
    elif not serve:
        _carry_out(home, ("site",), as_json=as_json)
    else:
        with suppress(typer.Exit):
            _carry_out(home, ("site",), as_json=as_json)
    if serve:
        _serve(home, port)


def _write_teams(home: Path | None, teams: list[str]) -> None:
    from assets.desk.home import open_desk
    from assets.site.write import write_site
    from assets.warehouse import open_measured

    desk = open_desk(home)
    with open_measured(desk) as connection:
        for team in teams:
            typer.echo(write_site(connection, desk, team))


def _serve(home: Path | None, port: int) -> None:
    from assets.desk.home import open_desk
    from metrics.documents import Problem
    from pipelines.cli.serve import server_of

    try:
        server = server_of(open_desk(home).site, port)
    except OSError as error:
        raise Problem(f"--port {port}: {error.strerror}; take another.") from None
    typer.echo(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C)")
    with suppress(KeyboardInterrupt), server:
        server.serve_forever()


def _carry_out(
    home: Path | None,
    stages: tuple[str, ...],
    *,
    as_json: bool,
    date_from: date | None = None,
    date_to: date | None = None,
    period: str | None = None,
    with_pulls: bool = True,
) -> None:
    from assets.desk.home import open_desk
    from metrics.documents import Problem
    from pipelines.cli.outcome import exit_code, show_outcome
    from pipelines.cli.progress import progress_bar

    if date_from and date_to and date_from > date_to:
        raise Problem(f"--from {date_from} lies after --to {date_to}; swap them.")
    desk = open_desk(home)
    with progress_bar() as progress:
        from pipelines.run import run_desk

        outcome = run_desk(
            desk,
            date_from=date_from,
            date_to=date_to,
            stages=stages,
            period=period,
            progress=progress,
            with_pulls=with_pulls,
        )
    show_outcome(outcome, desk.settings.language, as_json=as_json)
    raise typer.Exit(exit_code(outcome))
