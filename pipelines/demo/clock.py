"""The days that are simulated, as seconds of UTC, whatever the desk's zone does meanwhile."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from pipelines.demo.arrays import NEVER, Floats, Ints

HOUR = 3600
DAY = 86400
AFTERMATH_DAYS = 120  # what begins on the last day ends after it


@dataclass(frozen=True)
class Clock:
    """Local midnights from the first day on; day numbers count from there."""

    zone: str
    first_day: date
    days: int
    midnights: Floats

    def date_of(self, day: int) -> date:
        return self.first_day + timedelta(days=day)

    def weekday(self, day: int) -> int:
        return self.date_of(day).weekday()

    def day_of(self, at: Floats) -> Ints:
        return np.searchsorted(self.midnights, at, side="right") - 1

    def at(self, day: Ints | int, second_of_day: Floats) -> Floats:
        return np.asarray(self.midnights[day] + second_of_day)

    def second_of_day(self, at: Floats) -> Floats:
        return np.asarray(at - self.midnights[np.clip(self.day_of(at), 0, None)])

    @property
    def end(self) -> float:
        return float(self.midnights[self.days])

    @property
    def weeks(self) -> int:
        return self.week_of_day(self.days - 1) + 1

    def week_of_day(self, day: int) -> int:
        """Weeks run from Monday to Sunday; the first may be short."""
        return (day + self.weekday(0)) // 7

    def week_of(self, at: Floats) -> Ints:
        return np.asarray((self.day_of(at) + self.weekday(0)) // 7)

    def last_day_of_week(self, week: int) -> int:
        return min(7 * (week + 1) - self.weekday(0), self.days) - 1

    def snapshot(self, week: int) -> float:
        """When the exports of a week are taken: six in the morning after its last day."""
        return float(self.midnights[self.last_day_of_week(week) + 1]) + 6 * HOUR


def make_clock(last_day: date, days: int, zone: str) -> Clock:
    first_day = last_day - timedelta(days=days - 1)
    place = ZoneInfo(zone)
    midnights = [
        datetime.combine(first_day + timedelta(days=day), datetime.min.time(), place)
        .astimezone(UTC)
        .timestamp()
        for day in range(days + AFTERMATH_DAYS)
    ]
    return Clock(zone, first_day, days, np.array(midnights))


def so_far(at: Floats, now: float) -> Floats:
    """What has happened by now; the rest is still to come."""
    return np.where(at <= now, at, NEVER)


def or_before_all(at: Floats) -> Floats:
    """For taking the latest of several times, some of which never came."""
    return np.where(np.isfinite(at), at, -NEVER)


def moments(at: Floats) -> pl.Series:
    """Whole seconds of UTC as a column of times; never becomes an empty cell."""
    known = np.isfinite(at)
    whole = pl.Series(np.where(known, at, 0).astype(np.int64))
    return pl.select(
        pl.when(pl.Series(known)).then(whole * 1_000_000).cast(pl.Datetime("us"))
    ).to_series()


def local_text(at: Floats, zone: str) -> pl.Series:
    """Times as exports write them: on the wall clock of the desk, without a zone."""
    return (
        moments(at)
        .dt.replace_time_zone("UTC")
        .dt.convert_time_zone(zone)
        .dt.strftime("%Y-%m-%d %H:%M:%S")
    )
