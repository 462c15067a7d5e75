"""Appraisal periods: a month, or from a day of one month to the day before it in the next.

A period is named 2026-10, 2026-Q4, 2026-H2 or 2026, by the month in which it ends.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Window = Literal["month", "quarter", "half_year", "year", "ever"]
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_NAME = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])))?"
)


@lru_cache(maxsize=1024)
def is_period(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and name > "0001"


def period_of(day: date, *, starts_on: int = 1) -> str:
    """The month that a business day belongs to, named by the month in which it ends."""
    year, month = day.year, day.month
    if starts_on > 1 and day.day >= starts_on:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return f"{year:04d}-{month:02d}"


def last_month(period: str) -> tuple[int, int]:
    """Year and month in which the period ends."""
    found = _NAME.fullmatch(period)
    if not found:
        raise ValueError(f'"{period}" is no period such as 2026-10.')
    year = int(found["year"])
    if found["month"]:
        return year, int(found["month"])
    if found["quarter"]:
        return year, 3 * int(found["quarter"])
    return year, 6 * int(found["half"]) if found["half"] else 12


def months_in(period: str) -> int:
    return _MONTHS[kind_of(period)]


def kind_of(period: str) -> Literal["month", "quarter", "half_year", "year"]:
    if "Q" in period:
        return "quarter"
    if "H" in period:
        return "half_year"
    return "month" if "-" in period else "year"


def window_of(period: str, window: Window) -> str:
    """The quarter, half-year or year that holds the period; "ever" holds all."""
    year, month = last_month(period)
    match window:
        case "quarter":
            return f"{year:04d}-Q{(month + 2) // 3}"
        case "half_year":
            return f"{year:04d}-H{(month + 5) // 6}"
        case "year":
            return f"{year:04d}"
        case "month":
            return period
    return "ever"


def ends(period: str, window: Window) -> bool:
    """Whether the window closes with this period."""
    if window == "ever":
        return False
    return last_month(period) == last_month(window_of(period, window))


def months_of(period: str) -> Iterator[str]:
    """The months of a period, in order."""
    year, month = last_month(period)
    for back in reversed(range(months_in(period))):
        yield _month(year, month - back)


def months_between(first: str, last: str) -> list[str]:
    """The months from one to another, both included."""
    (year, month), (last_year, last_number) = last_month(first), last_month(last)
    count = 12 * (last_year - year) + last_number - month + 1
    return [_month(year, month + place) for place in range(count)]


def days_of(period: str, *, starts_on: int = 1) -> tuple[date, date]:
    """First and last business day of a period such as 2026-10; 26 means the 26th to the 25th."""
    year, month = last_month(period)
    first = _first_of(_month(year, month - months_in(period) + 1), starts_on)
    last = _first_of(_month(year, month + 1), starts_on) - timedelta(days=1)
    return first, last


def _first_of(month: str, starts_on: int) -> date:
    year, number = (int(part) for part in month.split("-"))
    if starts_on == 1:
        return date(year, number, 1)
    year, number = (year - 1, 12) if number == 1 else (year, number - 1)
    return date(year, number, starts_on)


def _month(year: int, month: int) -> str:
    """Month 0 is December of the year before, month 13 January of the next."""
    months = 12 * year + month - 1
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


@lru_cache(maxsize=1024)
def calendar_facts(period: str, *, starts_on: int = 1) -> dict[str, int]:
    """What a formula may ask of the period itself."""
    first, last = days_of(period, starts_on=starts_on)
    days = (last - first).days + 1
    sundays = sum((first + timedelta(days=day)).weekday() == calendar.SUNDAY for day in range(days))
    return {
        "days_in_period": days,
        "sundays_in_period": sundays,
        "ends_quarter": int(ends(period, "quarter")),
        "ends_half_year": int(ends(period, "half_year")),
        "ends_year": int(ends(period, "year")),
    }
