"""A shift: its spans of the day, its hours, and how late somebody came to it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from metrics.document_head import Table
from metrics.exact import Exact, plain, shown
from metrics.kinds.words import head, told, word
from metrics.label import Label, Language
from metrics.number import Fraction
from metrics.opening_hours import Spans
from metrics.scheme_part import Part

HOUR, MINUTE, DAY_HOURS, WEEK_DAYS = 3600, 60, 24, 7


def _time(written: object) -> time:
    if isinstance(written, time):
        return written
    try:
        found = time.fromisoformat(str(written))
    except ValueError:
        raise ValueError(f'"{written}" is no time of day; write it as "09:00".') from None
    if found.tzinfo is not None:
        raise ValueError(f'"{written}": a time of the wall clock has no zone; write it as "09:00".')
    return found


TimeOfDay = Annotated[time, BeforeValidator(_time)]


class Rota(Part):
    """How often the shift comes round: every so many days, or all days of the month but some."""

    every_days: int | None = Field(default=None, ge=1)
    days_off_a_month: int | None = Field(default=None, ge=0)
    days_a_week: int | None = Field(default=None, ge=1, le=7)

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Rota":
        given = (self.every_days, self.days_off_a_month, self.days_a_week)
        if sum(1 for one in given if one is not None) != 1:
            raise ValueError("give one of `every_days`, `days_off_a_month`, `days_a_week`.")
        return self


class Shift(Part):
    """`spans` of the wall clock, which may end tomorrow; or a start and a length up to a day."""

    label: Label
    spans: Spans = ()
    starts: TimeOfDay | None = None
    lasts_hours: Exact | None = None
    arrive_minutes_early: int = Field(default=0, ge=0)
    rota: Rota | None = None

    @model_validator(mode="after")
    def _has_hours_once(self) -> "Shift":
        by_length = self.starts is not None and self.lasts_hours is not None
        by_part = self.starts is not None or self.lasts_hours is not None
        if bool(self.spans) == by_part or by_part != by_length:
            raise ValueError("give `spans`, or `starts` and `lasts_hours`.")
        if self.lasts_hours is not None and not 0 < self.lasts_hours <= DAY_HOURS:
            raise ValueError("a shift lasts for 24 hours at most.")
        return self

    @property
    def begins(self) -> time:
        if self.starts is not None:
            return self.starts
        second = self.spans[0].opens
        return time(second // HOUR, second // MINUTE % MINUTE, second % MINUTE)

    @property
    def text(self) -> str:
        if self.starts is not None and self.lasts_hours is not None:
            return f"{self.starts:%H:%M} + {plain(self.lasts_hours)} h"
        return ", ".join(str(span) for span in self.spans)


def scheduled_hours(shift: Shift) -> Fraction:
    """The hours of one shift, breaks between its spans left out."""
    if shift.lasts_hours is not None:
        return shift.lasts_hours
    return Fraction(sum(span.closes - span.opens for span in shift.spans), HOUR)


def hours_in_month(shift: Shift, days: int) -> Fraction | None:
    """Hours that the rota makes of a month of so many days; none where it depends on the dates."""
    match shift.rota:
        case Rota(every_days=int() as every):
            shifts = Fraction(days, every)
            return scheduled_hours(shift) * shifts if shifts.denominator == 1 else None
        case Rota(days_off_a_month=int() as off):
            return scheduled_hours(shift) * max(days - off, 0)
    return None


def hours_a_week(shift: Shift) -> Fraction | None:
    """On average."""
    match shift.rota:
        case Rota(every_days=int() as every):
            return scheduled_hours(shift) * WEEK_DAYS / every
        case Rota(days_a_week=int() as days):
            return scheduled_hours(shift) * days
    return None


def minutes_late(
    shift: Shift, day: date, came: datetime, may_start: time | None = None
) -> Fraction:
    """After the shift's start, its hand-over minutes before it; `may_start` is a later one."""
    start = datetime.combine(day, shift.begins) - timedelta(minutes=shift.arrive_minutes_early)
    if may_start is not None:
        start = max(start, datetime.combine(day, may_start))
    seconds = (came - start) // timedelta(seconds=1)
    return Fraction(max(seconds, 0), MINUTE)


def shift_rows(shifts: Mapping[str, Shift], language: Language) -> Table:
    rows = [
        (
            one.label.in_(language),
            one.text,
            f"{plain(scheduled_hours(one))} h",
            _rota(one, language),
        )
        for one in shifts.values()
    ]
    return Table(word(language, "shifts"), head(language, "shift", "spans", "hours", "rota"), rows)


def _rota(shift: Shift, language: Language) -> str:
    found = ""
    match shift.rota:
        case Rota(every_days=int() as days):
            weekly = shown(hours_a_week(shift) or Fraction(0))
            found = told(language, "every_days", days=days, hours=weekly)
        case Rota(days_off_a_month=int() as days):
            found = told(language, "days_off_a_month", days=days)
        case Rota(days_a_week=int() as days):
            found = told(language, "days_a_week", days=days)
    if shift.arrive_minutes_early:
        early = told(language, "arrive_early", minutes=shift.arrive_minutes_early)
        found = f"{found} · {early}" if found else early
    return found
