"""deskmark run, and the same by stage: ingest, measure, appraise, site."""

from datetime import date
from pathlib import Path

import typer

from pipelines.cli.options import From, Home, Json, NoPull, Period, To
from pipelines.cli.speech import teach

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
    "Write the dashboard from the figures there are.",
    "用现有数字生成看板。",
    "deskmark site",
)


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


def site(home: Home = None, as_json: Json = False) -> None:
    _carry_out(home, ("site",), as_json=as_json)


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
