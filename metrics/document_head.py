"""What every document of the shelf has: its name, its place in the catalogue, whom it covers."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from metrics.appraisal_calendar import PeriodCalendar
from metrics.label import Label, Language
from metrics.scheme_part import Part
from metrics.scheme_settings import Option

_MOMENT = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
# a day, a month or a year; YAML makes a date of the first, which is text here
Moment = Annotated[str, BeforeValidator(str), Field(pattern=_MOMENT)]


class Catalogue(Part):
    """Where the document stands in the catalogue and how many worked examples it has."""

    entry: str = Field(pattern=r"^[AB]\d{1,2}[a-c]?$")
    examples: int = Field(ge=0)


class InForce(Part):
    """First and last day, month or year in which the document holds; open where none is printed."""

    since: Moment | None = None
    until: Moment | None = None

    def holds(self, moment: str) -> bool:
        """Of a day or a period; the year 2026 holds all of its days."""
        since, until = self.since or "", self.until
        return since[: len(moment)] <= moment and (until is None or moment[: len(until)] <= until)


class Table(NamedTuple):
    """A part of a document as people read it."""

    title: str
    headers: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


class Document(Part):
    """The head; each kind adds its own keys, and says what it lacks and how it looks."""

    id: str
    title: Label
    kind: str
    catalogue: Catalogue | None = None
    covers: Label
    period: PeriodCalendar | None = None
    in_force: InForce = InForce()
    notes: tuple[Label, ...] = ()
    signatures: tuple[Label, ...] = ()
    options: dict[str, Option] = Field(default_factory=dict)

    @property
    def lacks(self) -> tuple[str, ...]:
        """Parameters that the document does not print and that somebody must set to use it."""
        return ()

    @property
    def is_template(self) -> bool:
        """Whether it is a form to fill in, without a number of its own."""
        return False

    @property
    def kpis_named(self) -> tuple[str, ...]:
        """KPIs of the catalogue of KPIs that it speaks of, with their variants."""
        return ()

    def tables(self, language: Language) -> list[Table]:
        return []
