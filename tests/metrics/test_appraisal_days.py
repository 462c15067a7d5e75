"""Periods of every form: each day belongs to one, and one follows the other without a gap."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from metrics.appraisal_calendar import AppraisalCalendar
from metrics.appraisal_days import days_of, period_of
from metrics.document_head import InForce
from metrics.documents import Problem
from metrics.schedule_files import load_schedules
from metrics.workdays import next_workday, workdays_after, workdays_but, workdays_of

FIRST, DAYS = date(2023, 12, 20), 800
CALENDARS = [
    *(AppraisalCalendar(window=window) for window in ("month", "quarter", "half_year", "year")),
    *(
        AppraisalCalendar(starts_on=day, named_by=named_by)
        for day in (2, 15, 26, 28)
        for named_by in ("end", "start")
    ),
]


@pytest.mark.parametrize("calendar", CALENDARS, ids=str)
def test_every_day_belongs_to_the_period_that_holds_it(calendar: AppraisalCalendar) -> None:
    days = [FIRST + timedelta(days=shift) for shift in range(DAYS)]
    names = [period_of(calendar, day) for day in days]
    assert all(days_of(calendar, name).holds(day) for day, name in zip(days, names, strict=True))
    for one, other in pairwise(dict.fromkeys(names)):
        assert days_of(calendar, one).last + timedelta(days=1) == days_of(calendar, other).first


@pytest.mark.parametrize(
    ("calendar", "period", "example"),
    [
        (AppraisalCalendar(), "2026-13", "2026-10"),
        (AppraisalCalendar(window="quarter"), "2026-10", "2026-Q3"),
        (AppraisalCalendar(window="half_year"), "2026-H3", "2026-H2"),
        (AppraisalCalendar(window="year"), "26", "2026"),
        (AppraisalCalendar(), "0000-10", "2026-10"),
    ],
)
def test_a_period_of_another_form_is_refused(
    calendar: AppraisalCalendar, period: str, example: str
) -> None:
    with pytest.raises(Problem, match=f"write it as {example}"):
        days_of(calendar, period)


def test_a_calendar_with_public_holidays_says_what_is_worked() -> None:
    is_workday = workdays_of(load_schedules()["cn_office"])
    assert next_workday(date(2024, 10, 1), is_workday) == date(2024, 10, 8)
    assert is_workday(date(2024, 10, 12)) and not is_workday(date(2024, 10, 13))


def test_workdays_are_counted_forward_and_back() -> None:
    is_workday = workdays_but({date(2025, 6, 2)})
    assert workdays_after(date(2025, 5, 30), 1, is_workday) == date(2025, 6, 3)
    assert workdays_after(date(2025, 6, 3), -1, is_workday) == date(2025, 5, 30)
    assert workdays_after(date(2025, 6, 3), 0, is_workday) == date(2025, 6, 3)


@pytest.mark.parametrize(
    ("since", "until", "moment", "holds"),
    [
        ("2016-11-03", None, "2016-11-02", False),
        ("2016-11-03", None, "2016-11-03", True),
        ("2016-11-03", None, "2016-11", True),
        ("2016-11-03", None, "2016-10", False),
        ("2026-01", "2026-03", "2026-03-31", True),
        ("2026-01", "2026-03", "2026-04-01", False),
        (None, None, "2026-04-01", True),
    ],
)
def test_a_document_holds_from_its_first_to_its_last_day(
    since: str | None, until: str | None, moment: str, holds: bool
) -> None:
    assert InForce(since=since, until=until).holds(moment) == holds
