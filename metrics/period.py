"""Appraisal periods: a month, or from a day of one month to the day before it in the next."""

import calendar
import re
from datetime import date, timedelta


def is_period(name: str) -> bool:
    return re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", name) is not None and name > "0001"


def period_of(day: date, *, starts_on: int = 1) -> str:
    """The period a business day belongs to, named by the month in which it ends."""
    year, month = day.year, day.month
    if starts_on > 1 and day.day >= starts_on:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return f"{year:04d}-{month:02d}"


def days_of(period: str, *, starts_on: int = 1) -> tuple[date, date]:
    """First and last business day of a period such as 2026-10; 26 means the 26th to the 25th."""
    year, month = (int(part) for part in period.split("-"))
    if starts_on == 1:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    last = date(year, month, starts_on) - timedelta(days=1)
    first = date(year, month - 1, starts_on) if month > 1 else date(year - 1, 12, starts_on)
    return first, last
