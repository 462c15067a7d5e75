"""A schedule: the hours in which somebody promises to be there, since when, and on holidays."""

import difflib
import itertools
from datetime import date
from functools import cached_property
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from metrics.dates_off import HolidayRules
from metrics.label import Label
from metrics.opening_hours import DayNames, Spans, Week, week_of

EVERYBODY = "everybody"
Hours = dict[DayNames, Spans]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Covers(_Frozen):
    """Whose hours these are; of two schedules that fit, queue goes before shop before team."""

    queues: tuple[str, ...] = ()
    shops: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    everybody: bool = False


class Version(_Frozen):
    """Hours from a day on; those of the first version count for all days before it too."""

    since: date
    hours: Hours = Field(min_length=1)

    @field_validator("hours")
    @classmethod
    def _must_be_a_week(cls, hours: Hours) -> Hours:
        week_of(hours)
        return hours

    @cached_property
    def week(self) -> Week:
        return week_of(self.hours)


def _everybody_or_some(value: object) -> object:
    if value == EVERYBODY:
        return {EVERYBODY: True}
    if isinstance(value, dict | Covers):
        return value
    raise ValueError('write "everybody", or {queues: [...], shops: [...], teams: [...]}.')


class Schedule(_Frozen):
    """One file of metrics/calendars or of a desk's own calendars/."""

    label: Label
    time_zone: str | None = None
    covers: Annotated[Covers, BeforeValidator(_everybody_or_some)] = Covers()
    like: str | None = None
    hours: Hours | None = Field(default=None, min_length=1)
    versions: tuple[Version, ...] | None = Field(default=None, min_length=1)
    holidays: HolidayRules | None = None

    @field_validator("time_zone")
    @classmethod
    def _must_exist(cls, name: str | None) -> str | None:
        try:
            ZoneInfo(name or "UTC")
        except (ValueError, OSError, LookupError):
            raise ValueError(_unknown_zone(str(name))) from None
        return name

    @field_validator("hours")
    @classmethod
    def _must_be_a_week(cls, hours: Hours | None) -> Hours | None:
        if hours is not None:
            week_of(hours)
        return hours

    @field_validator("versions")
    @classmethod
    def _must_follow_each_other(cls, versions: tuple[Version, ...] | None) -> object:
        dates = [version.since for version in versions or ()]
        for one, next_one in itertools.pairwise(dates):
            if one >= next_one:
                raise ValueError(
                    f"since {next_one} follows since {one}; put the earlier one first."
                )
        return versions

    @model_validator(mode="after")
    def _must_have_hours_once(self) -> Self:
        given = [name for name in ("hours", "versions", "like") if getattr(self, name) is not None]
        if not given:
            raise ValueError(
                'it has no hours; add "hours", "versions", or "like" another schedule.'
            )
        if len(given) > 1:
            raise ValueError(f"it has {' and '.join(given)}; keep one of them.")
        return self

    def week_on(self, day: date) -> Week:
        """The hours in force on a day, the schedule's own date."""
        versions = self.all_versions
        return next((v.week for v in reversed(versions) if v.since <= day), versions[0].week)

    @cached_property
    def all_versions(self) -> tuple[Version, ...]:
        return self.versions or (Version(since=date.min, hours=self.hours or {}),)


def _unknown_zone(name: str) -> str:
    zones = {zone.casefold(): zone for zone in available_timezones()}
    close = difflib.get_close_matches(name.casefold(), zones, n=1, cutoff=0.5)
    hint = f'did you mean "{zones[close[0]]}"?' if close else 'write it as "Asia/Shanghai".'
    return f'there is no time zone "{name}"; {hint}'
