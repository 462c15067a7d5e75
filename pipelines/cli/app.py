"""All commands, in the order in which one meets them."""

from typing import Annotated

import typer

from pipelines.cli import (
    approve,
    calendars,
    correct,
    demo,
    dev,
    digest,
    doctor,
    explain,
    formulas,
    init,
    kpis,
    ledger,
    month_end,
    pull,
    run,
    schemes,
    signals,
    simulate,
    sources,
    staffing,
)
from pipelines.cli.options import RootHome
from pipelines.cli.score import score
from pipelines.cli.speech import say, teach

HELP = teach(
    "Deskmark measures support desks: logs go in; KPIs, service levels, month-end appraisals "
    "and an offline dashboard come out.",
    "Deskmark 衡量客服台：放进日志，得到指标、服务水平、月末考核和离线看板。",
    "deskmark demo                        # a desk with simulated logs, measured",
    "deskmark init my-desk                # a desk of your own",
    "deskmark --home my-desk run          # load, measure, appraise, write the dashboard",
    "deskmark --home my-desk doctor       # what is missing, late or not configured",
    "deskmark kpis get answer_rate --by queue,day --format csv",
)

app = typer.Typer(
    name="deskmark",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help starts twice as fast
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"deskmark {version('deskmark')}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version", callback=_print_version, is_eager=True, help=say("Print it.", "版本号。")
    ),
]


@app.callback(help=HELP)
def deskmark(home: RootHome = None, version: Version = False) -> None:
    pass


app.command(help=demo.HELP)(demo.demo)
app.command(help=init.HELP)(init.init)
run.register(app)
ledger.register(app)
app.command(help=correct.HELP)(correct.correct)
app.command(help=approve.HELP)(approve.approve)
app.command(help=signals.HELP)(signals.signals)
app.command(help=simulate.HELP)(simulate.simulate)
app.command(help=pull.HELP)(pull.pull)
app.command(help=digest.HELP)(digest.digest)
app.command(help=doctor.HELP)(doctor.doctor)
app.command(help=dev.HELP)(dev.dev)
kpis.app.command(help=formulas.HELP)(formulas.formulas)
app.add_typer(kpis.app, name="kpis")
app.command(help=staffing.HELP)(staffing.staffing)
app.command(help=explain.HELP)(explain.explain)
app.add_typer(sources.app, name="sources")
app.add_typer(schemes.app, name="schemes")
app.add_typer(calendars.app, name="calendars")
app.add_typer(month_end.app, name="month-end")
app.command()(score)
