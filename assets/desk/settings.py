"""The settings of a desk: desk.yml, validated whole."""

import difflib
import re
from datetime import date, time
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from assets.desk.alerts import Alerts
from assets.desk.checks import Checks
from assets.pulls.settings import Pulls
from metrics.appraisal_calendar import AppraisalCalendar
from metrics.label import Language


def _clock(value: object) -> object:
    """YAML reads an unquoted 6:00 as 360: minutes, base sixty."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24 * 60:
        return time(value // 60, value % 60)
    if isinstance(value, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value):
        hour, minute = value.split(":")
        return time(int(hour), int(minute))
    raise ValueError('not a time of day; write it as "04:30".')


def _written_as(pattern: str, example: str) -> BeforeValidator:
    """Text of one form, refused with an example of it."""

    def check(value: object) -> object:
        if isinstance(value, str) and re.fullmatch(pattern, value):
            return value
        raise ValueError(f'{value!r} is not of the form "{example}".')

    return BeforeValidator(check)


def _all_or_list(value: object) -> object:
    if value == "all" or isinstance(value, list):
        return value
    raise ValueError('write "all" or a list of source ids in brackets.')


Period = Annotated[str, _written_as(r"\d{4}-(0[1-9]|1[0-2])", "2026-01")]
Currency = Annotated[str, _written_as(r"[A-Z]{3}", "CNY")]
Memory = Annotated[str, _written_as(r"\d+(\.\d+)? ?[KMGT]i?B", "2GB")]
Sources = Annotated[Literal["all"] | list[str], BeforeValidator(_all_or_list)]


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Members(Settings):
    """Whose results a leader's form takes up; without teams those of the leader's own."""

    teams: list[str] = []
    roles: list[str] = []


class SchemeUse(Settings):
    """Which scheme scores which teams and roles, since when; without teams or roles all of them."""

    scheme: str
    teams: list[str] = []
    roles: list[str] = []
    members: Members = Members()
    since: Period
    until: Period | None = None
    parameters: dict[str, Any] = {}

    def covers(self, period: str) -> bool:
        return self.since <= period and (self.until is None or period <= self.until)

    def takes(self, team: str, role: str) -> bool:
        return (not self.teams or team in self.teams) and (not self.roles or role in self.roles)


class Privacy(Settings):
    keep_message_text: bool = False


class Site(Settings):
    """How many dated copies of a dashboard stay beside it; 0 keeps all of them."""

    keep_copies: int = Field(default=90, ge=0)


class Appraisal(AppraisalCalendar):
    """When a period is appraised, and the steps that must be approved by when."""

    workdays: str | None = None  # opening hours by id; Monday to Friday when left out


class DeskSettings(Settings):
    name: str = Field(min_length=1)
    language: Language = "en"
    time_zone: str
    day_starts_at: Annotated[time, BeforeValidator(_clock)] = time(0, 0)
    currency: Currency = "CNY"
    starts_on: date = date(2020, 1, 1)
    period_starts_on: int = Field(default=1, ge=1, le=28)
    appraisal: Appraisal | None = None
    adjustments: Literal["show", "pay"] = "show"
    sources: Sources = "all"
    schemes: list[SchemeUse] = []
    privacy: Privacy = Privacy()
    site: Site = Site()
    checks: Checks = Checks()
    alerts: Alerts = Alerts()
    pulls: Pulls = []
    memory: Memory = "2GB"

    @field_validator("time_zone")
    @classmethod
    def _must_exist(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, OSError, LookupError):
            raise ValueError(_unknown_zone(name)) from None
        return name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def day_starts_at_seconds(self) -> int:
        return self.day_starts_at.hour * 3600 + self.day_starts_at.minute * 60

    def schemes_in(self, period: str) -> list[SchemeUse]:
        """The schemes in force in a period such as 2026-10."""
        return [use for use in self.schemes if use.covers(period)]


def _unknown_zone(name: str) -> str:
    zones = {zone.casefold(): zone for zone in available_timezones()}
    close = difflib.get_close_matches(name.casefold(), zones, n=1, cutoff=0.5)
    hint = f'did you mean "{zones[close[0]]}"?' if close else 'write it as "Asia/Shanghai".'
    return f'there is no time zone "{name}"; {hint}'
