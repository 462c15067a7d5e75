"""Schedules, in the desk's own time zone: every morning, and in the window after a period."""

from datetime import date, timedelta

import dagster as dg

from assets.desk.home import Desk
from assets.ledger.closes import closed
from assets.ledger.steps import window
from assets.partitions import desk_of_the_graph, periods
from metrics.period import days_of, period_of
from pipelines.jobs import daily, month_end

_desk = desk_of_the_graph()
ZONE = _desk.settings.time_zone if _desk is not None else "UTC"
PERIOD_STARTS_ON = _desk.settings.period_starts_on if _desk is not None else 1

every_morning = dg.build_schedule_from_partitioned_job(
    daily,
    name="every_morning",
    description="Measures yesterday before the first shift.",
    hour_of_day=5,
    minute_of_hour=30,
)


def _cron(desk: Desk | None) -> str:
    """The first five days of the next period; every day, where desk.yml has a window of its own."""
    if desk is not None and desk.settings.appraisal and desk.settings.appraisal.execution:
        return "0 6 * * *"
    return f"0 6 {PERIOD_STARTS_ON}-{min(PERIOD_STARTS_ON + 4, 28)} * *"


@dg.schedule(job=month_end, cron_schedule=_cron(_desk), execution_timezone=ZONE)
def after_the_period(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Scores the period that has ended, on the days on which it is appraised."""
    return request_for(desk_of_the_graph(), context.scheduled_execution_time.date())


def request_for(desk: Desk | None, today: date) -> dg.RunRequest | dg.SkipReason:
    """Of the last three periods the one whose window holds the day; never a closed one."""
    ended = _ended(today)
    if desk is not None and desk.settings.appraisal and desk.settings.appraisal.execution:
        windows = {one: window(desk, one) for one in _last_three(ended)}
        inside = [one for one, days in windows.items() if days is not None and days.holds(today)]
        if not inside:
            return dg.SkipReason(f"No period is appraised on {today}.")
        ended = inside[0]
    if not periods.has_partition_key(ended):
        return dg.SkipReason(f"{ended} is not in the desk's calendar.")
    if desk is not None and closed(desk, ended) is not None:
        return dg.SkipReason(f"{ended} is closed.")
    return dg.RunRequest(run_key=f"{ended} on {today}", partition_key=ended)


def _ended(day: date) -> str:
    first, _ = days_of(period_of(day, starts_on=PERIOD_STARTS_ON), starts_on=PERIOD_STARTS_ON)
    return period_of(first - timedelta(days=1), starts_on=PERIOD_STARTS_ON)


def _last_three(period: str) -> list[str]:
    found = [period]
    for _ in range(2):
        found.append(_ended(days_of(found[-1], starts_on=PERIOD_STARTS_ON)[0]))
    return found


schedules = [every_morning, after_the_period]
