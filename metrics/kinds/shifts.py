"""Shifts: who is on duty from when to when."""

from typing import Literal

from pydantic import Field

from metrics.document_head import Document, Table
from metrics.kinds.shift import Shift, hours_in_month, scheduled_hours, shift_rows
from metrics.label import Language
from metrics.number import Fraction


class Shifts(Document):
    kind: Literal["shifts"]
    shifts: dict[str, Shift] = Field(min_length=1)

    def tables(self, language: Language) -> list[Table]:
        return [shift_rows(self.shifts, language)]


def hours(document: Shifts) -> dict[str, Fraction]:
    return {name: scheduled_hours(shift) for name, shift in document.shifts.items()}


def month_hours(document: Shifts, days: int) -> dict[str, Fraction]:
    """Of the shifts whose rota tells it."""
    found = {name: hours_in_month(shift, days) for name, shift in document.shifts.items()}
    return {name: value for name, value in found.items() if value is not None}
