"""Schedules, in the desk's own time zone: every morning, and in the window after a period."""

import dagster as dg

from assets.partitions import business_days, desk_of_the_graph, periods
from pipelines.jobs import daily, month_end


def _zone() -> str:
    desk = desk_of_the_graph()
    return desk.settings.time_zone if desk is not None else "UTC"


@dg.schedule(job=daily, cron_schedule="30 5 * * *", execution_timezone=_zone())
def every_morning(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Measures yesterday before the first shift."""
    day = business_days.get_last_partition_key(context.scheduled_execution_time)
    if day is None:
        return dg.SkipReason("The desk's calendar has not begun (starts_on in desk.yml).")
    return dg.RunRequest(run_key=day, partition_key=day)


@dg.schedule(job=month_end, cron_schedule="0 6 1-5 * *", execution_timezone=_zone())
def after_the_period(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Scores the period that has ended, on each of the first five days of the next month."""
    known = periods.get_partition_keys(context.scheduled_execution_time)
    if len(known) < 2:
        return dg.SkipReason("No period of the desk's calendar has ended yet.")
    day = context.scheduled_execution_time.date()
    return dg.RunRequest(run_key=f"{known[-2]} on {day}", partition_key=known[-2])


schedules = [every_morning, after_the_period]
