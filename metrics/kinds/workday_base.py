"""The workday base of a month: its days without the weekdays off, with holidays in or out."""

from calendar import monthrange
from datetime import date
from typing import Literal

from metrics.opening_hours import WEEKDAYS
from metrics.scheme_part import Part
from metrics.workdays import IsWorkday

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class WorkdayBase(Part):
    without: tuple[Weekday, ...]
    public_holidays: Literal["count", "left_out"]


def workdays_in(base: WorkdayBase, month: str, is_holiday: IsWorkday = lambda day: False) -> int:
    """Of a month such as 2026-10."""
    year, number = (int(part) for part in month.split("-"))
    days = [date(year, number, day + 1) for day in range(monthrange(year, number)[1])]
    off = {WEEKDAYS.index(name) for name in base.without}
    counts = base.public_holidays == "count"
    return sum(1 for day in days if day.weekday() not in off and (counts or not is_holiday(day)))
