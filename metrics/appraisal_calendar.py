"""An appraisal calendar: how long a period is, when it is appraised, and what is due when."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from metrics.documents import nearest
from metrics.label import Label
from metrics.scheme_part import Part

Window = Literal["month", "quarter", "half_year", "year"]
MONTHS_IN: dict[Window, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
PERIOD_END = "period_end"
Day = Annotated[int, Field(ge=1, le=31)] | Literal["last"]


class FallsOn(Part):
    """A day of the month: of a month by name, or so many months after the period's last one."""

    day: Day
    month: int | None = Field(default=None, ge=1, le=12)
    months_after: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _is_one_month(self) -> Self:
        if (self.month is None) == (self.months_after is None):
            raise ValueError("name the month by one of `month` and `months_after`.")
        return self


class Within(Part):
    """So many days after the end of the period, or after another deadline; the last one counts."""

    days: int = Field(ge=1)
    of: str = PERIOD_END
    count: Literal["calendar_days", "workdays"] = "calendar_days"


class Deadline(Part):
    """What is due by the end of a day, and who has to see to it."""

    label: Label
    by: Label | None = None
    falls_on: FallsOn | None = None
    within: Within | None = None

    @model_validator(mode="after")
    def _is_dated_once(self) -> Self:
        if (self.falls_on is None) == (self.within is None):
            raise ValueError("date it by one of `falls_on` and `within`.")
        return self


class Execution(Part):
    """The days on which a period is appraised; `roll`: a holiday at either end moves it on."""

    first: int = Field(ge=1, le=28)
    last: int = Field(ge=1, le=28)
    months_after: int = Field(default=1, ge=0)
    holidays: Literal["keep", "roll"] = "keep"

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"from the {self.first}. to the {self.last}. runs backwards.")
        return self


class AppraisalCalendar(Part):
    """`window` and `starts_on` make the period: 26 means from the 26th to the 25th."""

    window: Window = "month"
    starts_on: int = Field(default=1, ge=1, le=28)
    named_by: Literal["end", "start"] = "end"
    execution: Execution | None = None
    deadlines: dict[str, Deadline] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.starts_on > 1 and self.window != "month":
            raise ValueError("`starts_on` is for months; leave it out.")
        known = [PERIOD_END]
        for name, deadline in self.deadlines.items():
            of = deadline.within.of if deadline.within else PERIOD_END
            if of not in known:
                raise ValueError(f'deadlines.{name}: no deadline "{of}" above it.'
                                 f"{nearest(of, known)}")  # fmt: skip
            known.append(name)
        return self


def _from_word(written: Any) -> Any:
    return {"window": written} if isinstance(written, str) else written


# `period: month`, or a mapping with what else the document says of it
PeriodCalendar = Annotated[AppraisalCalendar, BeforeValidator(_from_word)]
