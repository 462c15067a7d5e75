"""What documents answer to the cases beside the tests: one function for each kind."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from metrics.appraisal_calendar import AppraisalCalendar
from metrics.appraisal_days import days_of, deadlines_of, execution_of, period_of
from metrics.dates_off import Dates
from metrics.exact import exact
from metrics.kinds import answers as survey_answers
from metrics.kinds import number, rating
from metrics.kinds.calendar import Calendar, dates
from metrics.kinds.checklist import Checklist, adherence
from metrics.kinds.figure import completion, listed_figure, tallied
from metrics.kinds.hours import Hours, late_by
from metrics.kinds.kpi_list import KpiList
from metrics.kinds.leave import (
    approver,
    breaks_ceiling,
    good_until,
    is_in_units,
    share_of_month,
)
from metrics.kinds.numbers import Numbers
from metrics.kinds.overtime import Worked, counted
from metrics.kinds.promise import outcome
from metrics.kinds.promises import Promises
from metrics.kinds.rating_form import RatingForm
from metrics.kinds.shift import hours_a_week, scheduled_hours
from metrics.kinds.shifts import Shifts, hours, month_hours
from metrics.kinds.survey import Survey
from metrics.kinds.workday_base import workdays_in
from metrics.number import Fraction
from metrics.workdays import workdays_but

Given = Mapping[str, Any]
Answer = dict[str, Any]


def of_calendar(calendar: AppraisalCalendar, given: Given) -> Answer:
    holidays = list(Dates.model_validate(given["holidays"])) if "holidays" in given else []
    made_up = list(Dates.model_validate(given["make_up_days"])) if "make_up_days" in given else []
    is_workday = workdays_but(holidays, made_up)
    days = days_of(calendar, given["period"])
    moments = given.get("moments", [])
    for moment in moments:
        since, before = days.moments
        assert days.holds(moment) == (since <= moment < before)
    return {
        "period": str(days),
        "days": days.length,
        "execution": str(execution_of(calendar, given["period"], is_workday)),
        "holds": [days.holds(moment) for moment in moments],
        "names": [period_of(calendar, moment.date()) for moment in moments],
        **deadlines_of(calendar, given["period"], is_workday),
    }


def of_kpi_list(document: KpiList, given: Given) -> Answer:
    if "weights" in given:
        weights, done = _numbers(given["weights"]), _numbers(given["done"])
        return {"completion": completion(document, weights, done)}
    counts = tallied(_numbers(given))
    found: Answer = {}
    for name, one in document.kpis.items():
        for key, formula in [("", one.formula), *((k, v.formula) for k, v in one.variants.items())]:
            if formula is not None and set(formula.names) <= set(counts):
                value = listed_figure(document, name, counts, key or None)
                found[f"{name}:{key}" if key else name] = value
    return found


def of_rating_form(document: RatingForm, given: Given) -> Answer:
    if "period" in given:
        assert document.period is not None
        return of_calendar(document.period, given)
    ratings = [rating.Rating(**{**one, "points": exact(one["points"])}) for one in given["ratings"]]
    means = rating.means(document, ratings)
    return {
        "means": means,
        "shares": rating.shares(document, means),
        "amiss": len(rating.amiss(document, ratings)),
    }


def of_checklist(document: Checklist, given: Given) -> Answer:
    return {"adherence": adherence(given["samples"])}


def of_promises(document: Promises, given: Given) -> Answer:
    found: Answer = {}
    for name, values in given.items():
        pairs = [value if isinstance(value, list) else [value, None] for value in values]
        found[name] = [
            outcome(
                document.promises[name], exact(value), None if agreed is None else exact(agreed)
            )
            for value, agreed in pairs
        ]
    return found


def of_survey(document: Survey, given: Given) -> Answer:
    if "asked" in given:
        known = given["known"]
        return {"asked": [survey_answers.is_asked(document, given["asked"], one) for one in known]}
    columns = {
        name: [str(answer) for answer, times in tally.items() for _ in range(times)]
        for name, tally in given["surveys"].items()
    }
    surveys = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    assert not any(survey_answers.amiss(document, one) for one in surveys)
    return dict(survey_answers.figures(document, surveys, given["due"]))


def of_deadlines(document: Calendar, given: Given) -> Answer:
    return dict(dates(document, given["cycle"], given["period"], workdays_but(())))


def of_shifts(document: Shifts, given: Given) -> Answer:
    return {
        "hours": hours(document),
        "month": month_hours(document, given.get("days", 30)),
        "week": {name: hours_a_week(shift) for name, shift in document.shifts.items()},
    }


def of_hours(document: Hours, given: Given) -> Answer:
    found: Answer = {"hours": {key: scheduled_hours(one) for key, one in document.shifts.items()}}
    for key, answer in HOURS.items():
        if key in given:
            found |= answer(document, given)
    return found


def _overtime(document: Hours, given: Given) -> Answer:
    assert document.overtime is not None
    month = [
        Worked(exact(one["hours"]), one["day"], one["kind"], one.get("filed"))
        for one in given["overtime"]
    ]
    found = counted(document.overtime, month)
    return {"before_cap": found.before_cap, "hours": found.hours}


def _months(document: Hours, given: Given) -> Answer:
    assert document.workday_base is not None
    return {"workdays": [workdays_in(document.workday_base, month) for month in given["months"]]}


def _taken(document: Hours, given: Given) -> Answer:
    last = {key: good_until(one, given["worked"]) for key, one in document.time_off_in_lieu.items()}
    return {
        "good": {key: [day <= last[key] for day in days] for key, days in given["taken"].items()}
    }


def _came(document: Hours, given: Given) -> Answer:
    left = time.fromisoformat(given["left_before"])
    day: date = given["day"]
    moments = [datetime.combine(day, time.fromisoformat(one)) for one in given["came"]]
    return {"late": [late_by(document, given["shift"], day, moment, left) for moment in moments]}


def _month_days(document: Hours, given: Given) -> Answer:
    rule = document.leaving_month
    assert rule is not None
    return {"share": [share_of_month(rule, days, given["month_days"]) for days in given["days"]]}


def _leave(document: Hours, given: Given) -> Answer:
    approval = document.approvals[given["leave"]]
    lengths = [exact(one) for one in given["lengths"]]
    return {
        "approver": [approver(approval, days) for days in lengths],
        "over": [breaks_ceiling(approval, days) for days in lengths],
        "in_units": [is_in_units(approval, days) for days in lengths],
    }


HOURS: dict[str, Callable[[Hours, Given], Answer]] = {
    "overtime": _overtime,
    "months": _months,
    "taken": _taken,
    "came": _came,
    "month_days": _month_days,
    "leave": _leave,
}


def of_numbers(document: Numbers, given: Given) -> Answer:
    if "holders" in given:
        holders = [number.Holder(**one) for one in given["holders"]]
        return {"holders": [number.holder(holders, given["number"], day) for day in given["days"]]}
    if "joiners" in given:
        people = {
            name: {key: _ordinal(value) for key, value in one.items()}
            for name, one in given["joiners"].items()
        }
        return {"order": number.in_order(document.same_day, people)}
    format_ = document.formats[given["format"]]
    if "build" in given:
        return {"built": number.build(format_, **given["build"])}
    refused = [number.amiss(format_, one) for one in given["numbers"]]
    good = [one for one, why in zip(given["numbers"], refused, strict=True) if not why]
    labels = [number.meaning(format_, one) for one in good]
    return {
        "amiss": [len(why) for why in refused],
        "decoded": [number.decode(format_, one) for one in good],
        "meaning": [label.en if label else None for label in labels],
    }


def _ordinal(value: object) -> int:
    if isinstance(value, date):
        return value.toordinal()
    assert isinstance(value, int)
    return value


def _numbers(written: Given) -> dict[str, Any]:
    return {
        name: [exact(one) for one in value] if isinstance(value, list) else exact(value)
        for name, value in written.items()
    }


ANSWERS: dict[str, Callable[[Any, Given], Answer]] = {
    "kpi_list": of_kpi_list,
    "rating_form": of_rating_form,
    "checklist": of_checklist,
    "promises": of_promises,
    "survey": of_survey,
    "calendar": of_deadlines,
    "shifts": of_shifts,
    "hours": of_hours,
    "numbers": of_numbers,
}


def same(found: Any, expected: Any) -> bool:
    """Numbers exactly, dates as they are printed, of mappings the keys that are expected."""
    if isinstance(expected, dict):
        return all(key in found and same(found[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(found, Fraction):
        return expected is not None and found == exact(expected)
    if isinstance(found, bool) or found is None or expected is None:
        return found is expected
    return str(found) == str(expected)
