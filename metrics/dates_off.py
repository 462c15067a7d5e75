"""Days that are not like their weekday: public holidays, make-up workdays, a desk's own dates."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationInfo,
    field_validator,
    model_validator,
)

from metrics.label import Label
from metrics.opening_hours import Spans
from metrics.public_holidays import unknown_country, unknown_subdivision

LONGEST_RUN_DAYS = 366


def _in_both_languages(value: object) -> object:
    return {"en": value, "zh": value} if isinstance(value, str) else value


class Dates(BaseModel):
    """One day or a run of days: `2026-02-14`, `2026-02-15..2026-02-23`, or with a label."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: date
    last: date
    label: Annotated[Label | None, BeforeValidator(_in_both_languages)] = None

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, written: Any) -> Any:
        if isinstance(written, dict) and "first" in written:
            return written
        rest = dict(written) if isinstance(written, dict) else {"days": written}
        text = str(rest.pop("days", ""))
        first, _, last = text.partition("..")
        try:
            first_day = date.fromisoformat(first.strip())
            last_day = date.fromisoformat(last.strip() or first.strip())
        except ValueError:
            raise ValueError(
                f'"{text}" is no day; write 2026-02-14, or 2026-02-15..2026-02-23 for a run.'
            ) from None
        if not 0 <= (last_day - first_day).days < LONGEST_RUN_DAYS:
            raise ValueError(f'"{text}" must go forward, for a year at most.')
        return {"first": first_day, "last": last_day, **rest}

    def __iter__(self) -> Iterator[date]:  # type: ignore[override]
        days = (self.last - self.first).days + 1
        return (self.first + timedelta(days=shift) for shift in range(days))


class Workdays(Dates):
    """Days that are worked although weekday or holiday say otherwise."""

    hours: Spans | None = None


class HolidayRules(BaseModel):
    """A country's public holidays, and the dates on which the desk does otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    country: str | None = None
    subdivision: str | None = None
    days_off: tuple[Dates, ...] = ()
    workdays: tuple[Workdays, ...] = ()

    @field_validator("country")
    @classmethod
    def _must_be_known(cls, country: str | None) -> str | None:
        if country is not None and (why := unknown_country(country)):
            raise ValueError(why)
        return country

    @field_validator("subdivision")
    @classmethod
    def _must_be_in_the_country(cls, subdivision: str | None, info: ValidationInfo) -> str | None:
        country = info.data.get("country")
        if subdivision is None or (country is None and "country" not in info.data):
            return subdivision
        if country is None:
            raise ValueError("a subdivision needs its country; add country.")
        if why := unknown_subdivision(country, subdivision):
            raise ValueError(why)
        return subdivision

    @model_validator(mode="after")
    def _must_not_be_both(self) -> Self:
        off = {day for dates in self.days_off for day in dates}
        seen: set[date] = set()
        for day in (day for dates in self.workdays for day in dates):
            if day in off:
                raise ValueError(f"{day} is a day off and a workday; keep one of them.")
            if day in seen:
                raise ValueError(f"{day} is among the workdays twice; keep one of them.")
            seen.add(day)
        return self
