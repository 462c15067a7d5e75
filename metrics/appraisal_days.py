"""The days of an appraisal calendar: of a period, of its execution, of its deadlines."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from metrics.appraisal_calendar import (
    MONTHS_IN,
    PERIOD_END,
    AppraisalCalendar,
    Deadline,
    FallsOn,
    Window,
    Within,
)
from metrics.documents import Problem
from metrics.workdays import IsWorkday, next_workday, workdays_after

LETTERS: dict[Window, str] = {"quarter": "Q", "half_year": "H"}
PATTERNS: dict[Window, str] = {
    "month": r"(\d{4})-(0[1-9]|1[0-2])",
    "quarter": r"(\d{4})-Q([1-4])",
    "half_year": r"(\d{4})-H([12])",
    "year": r"(\d{4})",
}
EXAMPLES: dict[Window, str] = {
    "month": "2026-10",
    "quarter": "2026-Q3",
    "half_year": "2026-H2",
    "year": "2026",
}


class Days(NamedTuple):
    """From the first to the last day, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first} .. {self.last}"

    def holds(self, moment: date | datetime) -> bool:
        """By the wall clock: the last day lasts until midnight."""
        day = moment.date() if isinstance(moment, datetime) else moment
        return self.first <= day <= self.last

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first moment on, and before the second, which belongs to the next period."""
        after = self.last + timedelta(days=1)
        return datetime.combine(self.first, time()), datetime.combine(after, time())


def period_of(calendar: AppraisalCalendar, day: date) -> str:
    """The name of the period that a day belongs to."""
    year, month = day.year, day.month
    if calendar.starts_on > 1:
        later = (day.day >= calendar.starts_on) - (calendar.named_by == "start")
        year, month = _shifted(year, month, later)
    number = (month - 1) // MONTHS_IN[calendar.window] + 1
    match calendar.window:
        case "month":
            return f"{year:04d}-{month:02d}"
        case "year":
            return f"{year:04d}"
        case window:
            return f"{year:04d}-{LETTERS[window]}{number}"


def days_of(calendar: AppraisalCalendar, period: str) -> Days:
    """First and last day of a period such as 2026-10, 2026-Q3, 2026-H2 or 2026."""
    found = re.fullmatch(PATTERNS[calendar.window], period)
    if found is None or found[1] == "0000":
        raise Problem(
            f'"{period}" is no {calendar.window.replace("_", " ")}; '
            f"write it as {EXAMPLES[calendar.window]}."
        )
    months = MONTHS_IN[calendar.window]
    number = int(found[2]) if found.lastindex == 2 else 1
    year, month = int(found[1]), (number - 1) * months + 1
    if calendar.starts_on > 1 and calendar.named_by == "end":
        year, month = _shifted(year, month, -1)
    first = date(year, month, calendar.starts_on)
    after = date(*_shifted(year, month, months), calendar.starts_on)
    return Days(first, after - timedelta(days=1))


def execution_of(calendar: AppraisalCalendar, period: str, is_workday: IsWorkday) -> Days | None:
    """When the period is appraised; a start that rolls keeps the length, and the end rolls too."""
    plan = calendar.execution
    if plan is None:
        return None
    last = days_of(calendar, period).last
    year, month = _shifted(last.year, last.month, plan.months_after)
    first = date(year, month, plan.first)
    if plan.holidays == "roll":
        first = next_workday(first, is_workday)
    end = first + timedelta(days=plan.last - plan.first)
    return Days(first, next_workday(end, is_workday) if plan.holidays == "roll" else end)


def deadlines_of(
    calendar: AppraisalCalendar, period: str, is_workday: IsWorkday
) -> dict[str, date]:
    """The last day of each deadline, in the order of the document."""
    due = {PERIOD_END: days_of(calendar, period).last}
    for name, deadline in calendar.deadlines.items():
        due[name] = _due(deadline, due, is_workday)
    return {name: day for name, day in due.items() if name != PERIOD_END}


def _due(deadline: Deadline, due: dict[str, date], is_workday: IsWorkday) -> date:
    match deadline:
        case Deadline(within=Within() as within):
            start = due[within.of]
            if within.count == "workdays":
                return workdays_after(start, within.days, is_workday)
            return start + timedelta(days=within.days)
        case Deadline(falls_on=FallsOn() as on):
            return _dated(on, due[PERIOD_END])
    raise AssertionError(deadline)


def _dated(on: FallsOn, last: date) -> date:
    year, month = _shifted(last.year, on.month or last.month, on.months_after or 0)
    longest = monthrange(year, month)[1]
    return date(year, month, longest if on.day == "last" else min(on.day, longest))


def _shifted(year: int, month: int, months: int) -> tuple[int, int]:
    whole = year * 12 + month - 1 + months
    return whole // 12, whole % 12 + 1
