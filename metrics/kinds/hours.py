"""Hours: rules of working time, overtime and leave, as far as a document prints them."""

from datetime import date, datetime, time
from typing import Literal

from pydantic import Field

from metrics.document_head import Document, Table
from metrics.kinds.hour_rows import (
    approval_rows,
    base_rows,
    late_night_rows,
    overtime_rows,
    part_month_rows,
    validity_rows,
)
from metrics.kinds.leave import Approval, PartMonth, Validity
from metrics.kinds.overtime import Overtime
from metrics.kinds.promise import Promise, promise_rows
from metrics.kinds.shift import Shift, TimeOfDay, minutes_late, shift_rows
from metrics.kinds.words import head
from metrics.kinds.workday_base import WorkdayBase
from metrics.label import Label, Language
from metrics.number import Fraction
from metrics.scheme_part import Part


class LateNight(Part):
    """Who worked, with approval, until after a time may start later the next day."""

    worked_until_after: TimeOfDay
    may_start_at: TimeOfDay


class Hours(Document):
    kind: Literal["hours"]
    shifts: dict[str, Shift] = Field(default_factory=dict)
    overtime: Overtime | None = None
    workday_base: WorkdayBase | None = None
    time_off_in_lieu: dict[str, Validity] = Field(default_factory=dict)
    late_night: LateNight | None = None
    approvals: dict[str, Approval] = Field(default_factory=dict)
    leaving_month: PartMonth | None = None
    promises: dict[str, Promise] = Field(default_factory=dict)
    rules: dict[str, Label] = Field(default_factory=dict)  # without a number

    def tables(self, language: Language) -> list[Table]:
        found = [shift_rows(self.shifts, language)] if self.shifts else []
        found += overtime_rows(self.overtime, language) if self.overtime else []
        found += base_rows(self.workday_base, language) if self.workday_base else []
        found += validity_rows(self.time_off_in_lieu, language) if self.time_off_in_lieu else []
        if self.late_night:
            late = self.late_night
            found += late_night_rows(late.worked_until_after, late.may_start_at, language)
        for approval in self.approvals.values():
            found += approval_rows(approval, language)
        found += part_month_rows(self.leaving_month, language) if self.leaving_month else []
        found += [promise_rows(self.promises, language)] if self.promises else []
        if self.rules:
            rows = [(rule.in_(language),) for rule in self.rules.values()]
            found.append(Table("", head(language, "other_rules"), rows))
        return found


def late_by(
    document: Hours,
    shift: str,
    day: date,
    came: datetime,
    left_the_evening_before: time | None = None,
) -> Fraction:
    """Minutes late, the grace after a late night with approval taken off."""
    rule = document.late_night
    late = left_the_evening_before
    grace = rule is not None and late is not None and late > rule.worked_until_after
    start = rule.may_start_at if grace and rule is not None else None
    return minutes_late(document.shifts[shift], day, came, start)
