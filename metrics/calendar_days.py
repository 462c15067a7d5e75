"""What a schedule says of each date: its hours, and why they are not those of its weekday."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from metrics.dates_off import HolidayRules
from metrics.label import Label
from metrics.opening_hours import Span
from metrics.public_holidays import NO_PUBLIC_DAYS, public_days
from metrics.schedule import Schedule

Kind = Literal["weekday", "holiday", "make_up_day", "day_off", "workday"]


@dataclass(frozen=True)
class CalendarDay:
    day: date
    kind: Kind
    spans: tuple[Span, ...]
    label: Label | None = None


@dataclass(frozen=True)
class _Special:
    kind: Kind
    spans: tuple[Span, ...] | None = None
    label: Label | None = None


def calendar_days(schedule: Schedule, first: date, last: date) -> list[CalendarDay]:
    """Every date from first to last, in the schedule's own time zone."""
    special = _special_days(schedule.holidays or HolidayRules(), first, last)
    days = (first + timedelta(days=shift) for shift in range((last - first).days + 1))
    return [_calendar_day(schedule, day, special.get(day)) for day in days]


def _calendar_day(schedule: Schedule, day: date, special: _Special | None) -> CalendarDay:
    week = schedule.week_on(day)
    if special is None:
        return CalendarDay(day, "weekday", week.weekdays[day.weekday()])
    spans = {
        "holiday": week.holidays,
        "day_off": (),
        "make_up_day": week.make_up_days,
        "workday": week.make_up_days if special.spans is None else special.spans,
    }[special.kind]
    return CalendarDay(day, special.kind, spans, special.label)


def _special_days(rules: HolidayRules, first: date, last: date) -> dict[date, _Special]:
    """The desk's own dates win over the country's, a make-up workday over a holiday."""
    public = (
        public_days(rules.country, rules.subdivision, first.year, last.year)
        if rules.country
        else NO_PUBLIC_DAYS
    )
    return (
        {day: _Special("holiday", label=name) for day, name in public.holidays.items()}
        | {day: _Special("make_up_day") for day in public.make_up_days}
        | {day: _Special("day_off", label=dates.label) for dates in rules.days_off for day in dates}
        | {
            day: _Special("workday", dates.hours, dates.label)
            for dates in rules.workdays
            for day in dates
        }
    )
