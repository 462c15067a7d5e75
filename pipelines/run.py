"""A run of the asset graph in this process: what `deskmark run` and its stages call."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.desk.lock import one_run
from assets.ledger.closes import refuse_closed
from assets.warehouse import open_published, refuse_unmeasured
from pipelines.cli.progress import Progress
from pipelines.instance import instance_home

if TYPE_CHECKING:
    from pipelines.result import Outcome

STAGES = ("ingest", "measure", "appraise", "site")


def run_desk(
    desk: Desk,
    *,
    date_from: date | None = None,
    date_to: date | None = None,
    stages: tuple[str, ...] = STAGES,
    period: str | None = None,
    progress: Progress | None = None,
    with_pulls: bool = True,
) -> "Outcome":
    """Runs these stages on the desk; raises Problem when another run holds it or a step fails.

    The graph takes its calendar from the desk, so a process serves one desk.
    """
    started = time.monotonic()
    if period is not None:
        refuse_closed(desk, period)
    if "measure" not in stages and "ingest" not in stages:
        with open_published(desk) as connection:  # what they score or show
            refuse_unmeasured(connection, desk)
    pulls = with_pulls and "ingest" in stages and bool(desk.settings.pulls)
    if pulls:
        from assets.pulls.pull import keys_of

        keys_of(desk)  # a missing key is said before anything else is done
    with one_run(desk), _named_to_dagster(desk):
        from pipelines.steps import Steps

        steps = Steps(desk, progress)
        days = steps.days(date_from, date_to)
        if pulls:
            steps.run("pull", {})
        if set(stages) == set(STAGES):
            steps.run("load", days)
            if date_from is not None or date_to is not None or not steps.is_current():
                steps.run("refresh", days)
                steps.mark_current()
        else:
            for stage in stages:
                if stage != "appraise":
                    steps.run(stage, days)
        if "appraise" in stages:
            behind = [period] if period is not None else steps.periods_behind()
            for name in behind:
                steps.run("month_end", steps.period(name))
        return steps.outcome(seconds=time.monotonic() - started)


@contextmanager
def _named_to_dagster(desk: Desk) -> Iterator[None]:
    """Dagster finds the desk, and where to keep its runs, in the environment."""
    wanted = {"DESKMARK_HOME": str(desk.home), "DAGSTER_HOME": str(instance_home(desk))}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
