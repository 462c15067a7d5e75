"""The calendars of the asset graph: business days of the logs, periods of the appraisal."""

import os
import warnings
from pathlib import Path

import dagster as dg

from assets.desk.home import Desk, open_desk

# Back-fills of many days in one run are marked beta by Dagster; nothing else does the same.
warnings.filterwarnings("ignore", category=dg.BetaWarning)

# A graph that is looked at without a desk still has a calendar.
NO_DESK_STARTS_ON, NO_DESK_ZONE = "2026-01-01", "UTC"


def desk_of_the_graph() -> Desk | None:
    """The desk whose calendar the graph shows, where there is one."""
    home = os.environ.get("DESKMARK_HOME")
    return open_desk(Path(home)) if home and (Path(home) / "desk.yml").is_file() else None


def _business_days(desk: Desk | None) -> dg.DailyPartitionsDefinition:
    if desk is None:
        return dg.DailyPartitionsDefinition(NO_DESK_STARTS_ON, timezone=NO_DESK_ZONE)
    begins = desk.settings.day_starts_at
    return dg.DailyPartitionsDefinition(
        desk.settings.starts_on.isoformat(),
        timezone=desk.settings.time_zone,
        hour_offset=begins.hour,
        minute_offset=begins.minute,
    )


def _periods(desk: Desk | None) -> dg.TimeWindowPartitionsDefinition:
    """Named by the month in which the period ends; the running one is there to look ahead."""
    starts_on = desk.settings.starts_on.isoformat() if desk else NO_DESK_STARTS_ON
    return dg.TimeWindowPartitionsDefinition(
        start=starts_on[:7],
        fmt="%Y-%m",
        cron_schedule="0 0 1 * *",
        timezone=desk.settings.time_zone if desk else NO_DESK_ZONE,
        end_offset=1,
    )


business_days = _business_days(desk_of_the_graph())
periods = _periods(desk_of_the_graph())
