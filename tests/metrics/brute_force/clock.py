"""The clock on the desk's wall: which business day and half hour a moment falls on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

Row = Mapping[str, Any]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Clock:
    zone: str
    day_starts_at_seconds: int = 0

    def shows(self, moment: datetime) -> datetime:
        """What hands on the wall show at a moment of UTC."""
        aware = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.zone))
        return aware.replace(tzinfo=None)

    def day_of(self, moment: datetime) -> date:
        return (self.shows(moment) - timedelta(seconds=self.day_starts_at_seconds)).date()

    def day(self, moment: datetime | None) -> date | None:
        return None if moment is None else self.day_of(moment)

    def half_hour(self, moment: datetime | None) -> datetime | None:
        """Since when, in UTC, the wall has shown this half hour; a change of the clock aside."""
        if moment is None:
            return None
        shown = self.shows(moment)
        into = timedelta(
            minutes=shown.minute % 30, seconds=shown.second, microseconds=shown.microsecond
        )
        return moment - into


def seconds(since: datetime | None, until: datetime | None) -> Fraction | None:
    """From one moment to another, exactly; unknown where either is, or where they run backwards."""
    if since is None or until is None or until < since:
        return None
    return Fraction((until - since) // timedelta(microseconds=1), 1_000_000)


def later(moment: datetime, by: Fraction) -> datetime:
    return moment + timedelta(microseconds=int(by * 1_000_000))
