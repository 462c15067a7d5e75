"""Which dates are worked: by a schedule with its holidays, or by plain lists of dates."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

from metrics.calendar_days import calendar_days
from metrics.schedule import Schedule

IsWorkday = Callable[[date], bool]
ONE_DAY = timedelta(days=1)
SATURDAY = 5


def workdays_of(schedule: Schedule) -> IsWorkday:
    """A date is worked where the schedule has hours on it."""
    return lambda day: bool(calendar_days(schedule, day, day)[0].spans)


def workdays_but(holidays: Collection[date], make_up_days: Collection[date] = ()) -> IsWorkday:
    """Monday to Friday but for holidays, and the weekend days that are worked instead."""

    def is_workday(day: date) -> bool:
        return day in make_up_days or (day.weekday() < SATURDAY and day not in holidays)

    return is_workday


def next_workday(day: date, is_workday: IsWorkday) -> date:
    """The day itself where it is worked, else the first one after it."""
    while not is_workday(day):
        day += ONE_DAY
    return day


def workdays_after(day: date, count: int, is_workday: IsWorkday) -> date:
    """So many workdays later, the day itself not counted; backwards where the count is negative."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_workday(day):
            day += step
    return day
