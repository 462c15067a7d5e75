"""The jobs of one run on one desk, in this process, and what they left behind."""

from collections.abc import Mapping
from datetime import date

import dagster as dg

from assets.appraisal.behind import periods_behind
from assets.desk.home import Desk
from assets.models import REBUILD_FROM, REBUILD_TO
from assets.partitions import business_days, periods
from assets.state import is_current, mark_current
from assets.warehouse import open_warehouse
from metrics.documents import Problem
from pipelines.cli.progress import Progress
from pipelines.definitions import defs
from pipelines.progress import WATCHERS, StepWatcher
from pipelines.result import Outcome, Run, failure_of, outcome_of

RANGE_START, RANGE_END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"


class Steps:
    """Runs jobs one after the other and remembers what changed."""

    def __init__(self, desk: Desk, progress: Progress | None) -> None:
        self.desk, self.progress = desk, progress
        self.periods: list[str] = []
        with open_warehouse(desk) as connection:
            self.before = Run.now(connection)

    def days(self, date_from: date | None, date_to: date | None) -> Mapping[str, str]:
        """Tags of the days to rebuild; without any, of the last business day that has ended."""
        last = business_days.get_last_partition_key()
        if last is None:
            raise Problem(f'{self.desk.home / "desk.yml"}: "starts_on" lies in the future.')
        if date_from is None and date_to is None:
            return {"dagster/partition": last}
        first_day = date_from or business_days.start.date()
        last_day = date_to or date.fromisoformat(last)
        for day in (first_day, last_day):
            if not business_days.has_partition_key(day.isoformat()):
                raise Problem(
                    f"{day} is not in the desk's calendar, which goes from "
                    f'{business_days.start.date()} ("starts_on" in desk.yml) to {last}.'
                )
        first, last = first_day.isoformat(), last_day.isoformat()
        return {RANGE_START: first, RANGE_END: last, REBUILD_FROM: first, REBUILD_TO: last}

    def period(self, name: str) -> Mapping[str, str]:
        if not periods.has_partition_key(name):
            raise Problem(
                f"{name} is not a period of this desk: they go from "
                f"{periods.get_first_partition_key()} to {periods.get_last_partition_key()}."
            )
        self.periods.append(name)
        return {"dagster/partition": name}

    def run(self, job_name: str, tags: Mapping[str, str]) -> None:
        """Runs the job to its end; the first failure ends it as a Problem."""
        job = defs.resolve_job_def(job_name)
        watcher = StepWatcher(self.progress, len(job.graph.node_dict)) if self.progress else None
        if watcher is not None:
            WATCHERS.addHandler(watcher)
        try:
            result = job.execute_in_process(
                instance=dg.DagsterInstance.get(),
                run_config={"loggers": {"steps": {}}},
                tags=dict(tags),
                raise_on_error=False,
            )
        finally:
            if watcher is not None:
                WATCHERS.removeHandler(watcher)
        if not result.success:
            raise failure_of(result)

    def is_current(self) -> bool:
        with open_warehouse(self.desk) as connection:
            return is_current(connection, self.desk)

    def mark_current(self) -> None:
        with open_warehouse(self.desk) as connection:
            mark_current(connection, self.desk)

    def periods_behind(self) -> list[str]:
        """Periods of the calendar whose figures or inputs changed since they were scored."""
        with open_warehouse(self.desk) as connection:
            return [
                p for p in periods_behind(connection, self.desk) if periods.has_partition_key(p)
            ]

    def outcome(self, seconds: float) -> Outcome:
        with open_warehouse(self.desk) as connection:
            return outcome_of(self.desk, connection, self.before, self.periods, seconds)
