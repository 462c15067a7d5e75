"""Schedules, in the desk's own time zone: every morning, and in the window after a period."""

from datetime import timedelta

import dagster as dg

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


@dg.schedule(
    job=month_end,
    cron_schedule=f"0 6 {PERIOD_STARTS_ON}-{min(PERIOD_STARTS_ON + 4, 28)} * *",
    execution_timezone=ZONE,
)
def after_the_period(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Scores the period that has ended, in the first five days of the next one."""
    today = context.scheduled_execution_time.date()
    first, _ = days_of(period_of(today, starts_on=PERIOD_STARTS_ON), starts_on=PERIOD_STARTS_ON)
    ended = period_of(first - timedelta(days=1), starts_on=PERIOD_STARTS_ON)
    if not periods.has_partition_key(ended):
        return dg.SkipReason(f"{ended} is not in the desk's calendar.")
    return dg.RunRequest(run_key=f"{ended} on {today}", partition_key=ended)


schedules = [every_morning, after_the_period]
