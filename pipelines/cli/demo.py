"""deskmark demo: a desk with simulated logs, measured."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.options import Home
from pipelines.cli.speech import say, teach

HELP = teach(
    "Make a desk with simulated logs and run everything.",
    "建一个演示台，模拟日志，全部跑一遍，并说出结果。",
    "deskmark demo",
    "deskmark demo --home big-desk --days 31 --agents 500 --seed 1",
)
Days = Annotated[int, typer.Option(min=1, max=800, help=say("Days of logs.", "模拟天数。"))]
Agents = Annotated[int, typer.Option(min=4, max=20000, help=say("Agents.", "客服人数。"))]
Seed = Annotated[int, typer.Option(min=0, help=say("Same seed, same bytes.", "同种子，同字节。"))]


def demo(home: Home = None, days: Days = 62, agents: Agents = 40, seed: Seed = 7) -> None:
    from dataclasses import replace

    from pipelines.cli.demo_desk import DemoSize, demo_desk
    from pipelines.cli.outcome import exit_code, show_outcome
    from pipelines.cli.progress import progress_bar
    from pipelines.cli.run import STAGES

    size = DemoSize(days=days, agents=agents, seed=seed)
    with progress_bar() as progress:
        progress(say("simulate logs", "模拟日志"), 0, 1)
        desk = demo_desk(home or Path("demo-desk"), size)
        from pipelines.run import run_desk

        outcome = run_desk(
            desk, date_from=None, date_to=None, stages=STAGES, period=None, progress=progress
        )
    books = outcome.workbooks or sorted(desk.exports.glob("*/*.xlsx"))  # also when nothing changed
    show_outcome(replace(outcome, workbooks=books), desk.settings.language, as_json=False)
    from pipelines.cli.highlights import highlights

    for line in highlights(desk):
        typer.echo(f"· {line}")
    raise typer.Exit(exit_code(outcome))
