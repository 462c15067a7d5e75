"""A calendar: cycles of deadlines that are no scheme's own, and how long ahead to ask."""

from datetime import date
from typing import Literal

from pydantic import Field

from metrics.appraisal_calendar import AppraisalCalendar, Deadline, FallsOn
from metrics.appraisal_days import deadlines_of
from metrics.document_head import Document, Table
from metrics.kinds.promise import Promise, promise_rows
from metrics.kinds.words import head, told, word
from metrics.label import Label, Language
from metrics.workdays import IsWorkday


class Cycle(AppraisalCalendar):
    label: Label


class Calendar(Document):
    kind: Literal["calendar"]
    cycles: dict[str, Cycle] = Field(min_length=1)
    promises: dict[str, Promise] = Field(default_factory=dict)

    def tables(self, language: Language) -> list[Table]:
        rows: list[tuple[str, ...]] = [
            (
                cycle.label.in_(language),
                word(language, cycle.window),
                one.label.in_(language),
                due(one, cycle, language),
                one.by.in_(language) if one.by else "",
            )
            for cycle in self.cycles.values()
            for one in cycle.deadlines.values()
        ]
        headers = head(language, "cycle", "period", "deadline", "due", "by")
        found = [Table(word(language, "deadlines"), headers, rows)]
        return [*found, promise_rows(self.promises, language)] if self.promises else found


def dates(document: Calendar, cycle: str, period: str, is_workday: IsWorkday) -> dict[str, date]:
    """The deadlines of one cycle in one of its periods."""
    return deadlines_of(document.cycles[cycle], period, is_workday)


def due(one: Deadline, calendar: AppraisalCalendar, language: Language) -> str:
    """When, in words."""
    if one.within is not None:
        of = word(language, "period_end")
        if one.within.of in calendar.deadlines:
            of = calendar.deadlines[one.within.of].label.in_(language)
        return told(language, f"within_{one.within.count}", days=one.within.days, of=of)
    if one.falls_on is None:
        return ""
    day = _day(one.falls_on, language)
    if one.falls_on.month is not None:
        return told(language, "on_day_of_year", month=one.falls_on.month, day=day)
    months = one.falls_on.months_after or 0
    key = {0: "on_day_of_last_month", 1: "on_day_of_next_month"}.get(months, "on_day_of_month")
    return told(language, key, months=months, day=day)


def _day(falls_on: FallsOn, language: Language) -> str:
    if falls_on.day == "last":
        return word(language, "last_day")
    return told(language, "numbered_day", day=falls_on.day)
