"""What the cases do not reach: clocks, answers, checks, numbers, holders, all with their faults."""

import random
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TypeVar

import pytest

from metrics.document_head import Document
from metrics.documents import Problem
from metrics.kinds import answers, checklist, number, rating
from metrics.kinds.checklist import Checklist
from metrics.kinds.figure import figure, listed_figure
from metrics.kinds.hours import Hours
from metrics.kinds.kpi_list import KpiList
from metrics.kinds.leave import Validity, good_until
from metrics.kinds.numbers import Numbers
from metrics.kinds.overtime import Worked, counted
from metrics.kinds.promise import Promise, elapsed, outcome
from metrics.kinds.rating_form import RatingForm
from metrics.kinds.shift import Shift, hours_in_month, minutes_late, scheduled_hours
from metrics.kinds.shifts import Shifts
from metrics.kinds.survey import Survey
from metrics.kinds.workday_base import WorkdayBase, workdays_in
from metrics.label import Label
from metrics.number import Fraction
from metrics.shelf import open_document

D = TypeVar("D", bound=Document)
NAME = Label(en="one", zh="一")
DAY = date(2025, 6, 10)
HOUR = 3600


def opened(name: str, kind: type[D], settings: Mapping[str, object] | None = None) -> D:
    document = open_document(name, settings)
    assert isinstance(document, kind)
    return document


def test_business_time_counts_only_while_it_is_open() -> None:
    promise = Promise(label=NAME, limit=Fraction(2), unit="hours", clock="business")
    open_spans = [(9 * HOUR, 12 * HOUR), (13 * HOUR, 18 * HOUR)]
    assert elapsed(promise, 11 * HOUR, 14 * HOUR, open_spans) == 2 * HOUR
    assert elapsed(promise, 19 * HOUR, 20 * HOUR, open_spans) == 0
    everywhere = promise.model_copy(update={"clock": "calendar"})
    assert elapsed(everywhere, 11 * HOUR, 14 * HOUR, open_spans) == 3 * HOUR


@pytest.mark.parametrize(
    ("holds", "inclusive", "outcomes"),
    [
        ("at_most", True, ["kept", "kept", "breach"]),
        ("at_most", False, ["kept", "breach", "breach"]),
        ("at_least", True, ["breach", "kept", "kept"]),
        ("at_least", False, ["breach", "breach", "kept"]),
    ],
)
def test_a_limit_belongs_to_it_only_where_it_is_inclusive(
    holds: str, inclusive: bool, outcomes: list[str]
) -> None:
    promise = Promise.model_validate(
        {"label": NAME, "limit": "24", "unit": "hours", "holds": holds, "inclusive": inclusive}
    )
    a_bit = Fraction(1, 10**9)
    assert [outcome(promise, 24 + step * a_bit) for step in (-1, 0, 1)] == outcomes


def test_a_night_shift_ends_tomorrow_and_lateness_is_counted_from_its_own_start() -> None:
    night = Shift.model_validate({"label": NAME, "spans": ["18:00-08:00"]})
    assert scheduled_hours(night) == 14
    assert minutes_late(night, DAY, datetime.combine(DAY, time(18, 0, 30))) == Fraction(1, 2)
    assert minutes_late(night, DAY, datetime.combine(DAY + timedelta(days=1), time(0))) == 360


def test_who_must_come_early_is_late_from_then_on() -> None:
    shift = Shift.model_validate(
        {"label": NAME, "spans": ["09:00-18:00"], "arrive_minutes_early": 15}
    )
    assert minutes_late(shift, DAY, datetime.combine(DAY, time(8, 45))) == 0
    assert minutes_late(shift, DAY, datetime.combine(DAY, time(8, 50))) == 5


def test_answers_that_a_survey_does_not_take_are_named() -> None:
    survey = opened("heating-callcenter", Survey)
    wrong = {
        "solved": "maybe",
        "score": "11",
        "weather": "fine",
        "fee_paid": "yes",
        "attitude": "satisfied",
        "fee_reminder": "yes",
    }
    said = " ".join(one.en for one in answers.amiss(survey, wrong))
    assert '"solved" cannot be answered by "maybe"' in said
    assert '"score" cannot be answered by "11"' in said
    assert 'no question "weather"' in said
    assert '"fee_reminder" was not to be asked' in said
    assert answers.amiss(survey, {"solved": "yes", "score": "10", "advice": "none"}) == []


def test_the_figures_of_a_survey_are_those_of_its_single_answers() -> None:
    survey = opened("heating-callcenter", Survey)
    dice = random.Random(5)
    surveys = [
        {
            "solved": dice.choice(["yes", "no"]),
            "attitude": dice.choice(["satisfied", "so_so", "dissatisfied"]),
            "charged": dice.choice(["yes", "no"]),
            "score": str(dice.randint(1, 10)),
        }
        for _ in range(200)
    ]
    found = answers.figures(survey, surveys, due=250)
    satisfied = sum(1 for one in surveys if one["attitude"] == "satisfied")
    assert found["satisfied"] == Fraction(satisfied, 200)
    assert found["rating"] == Fraction(sum(int(one["score"]) for one in surveys), 200)
    assert found["completion"] == Fraction(4, 5)


def test_unknown_and_forgotten_items_of_a_checklist_are_named() -> None:
    document = opened("gamecsc-probation", Checklist)
    checks = {
        "rules": True,
        "no_absence": None,
        "training": False,
        "asks_first": True,
        "sings": True,
    }
    said = [one.en for one in checklist.amiss(document.items, checks)]
    assert said == ['The list has no item "sings".', "Nobody checked: Studies the business."]


def test_a_form_in_words_takes_no_points_and_says_who_has_not_rated() -> None:
    form = opened("supervisor-output-standards", RatingForm)
    one = rating.Rating("solution", "leader", Fraction(3))
    assert [said.en for said in rating.amiss(form, [one])] == [
        '"solution" is rated in words, not by 3.'
    ]
    assert ("solution", "leader") not in rating.not_rated(form, [one])
    assert len(rating.not_rated(form, [one])) == len(form.criteria) - 1
    assert rating.shares(form, {"solution": Fraction(3)}) == {}


def test_assumed_scales_and_shares_are_told() -> None:
    assert opened("csc-five-posts", RatingForm).assumed == ("scale", "equal_shares")
    assert opened("supervisor-output-standards", RatingForm).assumed == ()


def test_a_formula_without_its_counts_names_them() -> None:
    document = opened("cs-dept-kpi-dict", KpiList)
    with pytest.raises(Problem, match=r'needs complaints\. Did you mean "complaints_satisfied"'):
        listed_figure(document, "complaint_satisfaction", {"complaints_satisfied": Fraction(1)})
    with pytest.raises(Problem, match=r'no KPI "complaint_sped"\. Did you mean "complaint_speed"'):
        listed_figure(document, "complaint_sped", {})
    with pytest.raises(Problem, match='has no variant "strict"'):
        listed_figure(document, "complaint_satisfaction", {}, "strict")
    named = opened("cs-dept-order-complaint", KpiList)
    with pytest.raises(Problem, match="prints no formula"):
        listed_figure(named, "orders", {})


def test_nothing_to_divide_by_is_no_value_also_deep_in_a_formula() -> None:
    document = opened("callcentre-400-kpi-dict", KpiList)
    formula = document.kpis["transfers"].formula
    assert formula is not None
    assert figure(formula, {"transferred": Fraction(0), "answered": Fraction(0)}) is None
    assert figure(formula, {"transferred": Fraction(0), "answered": Fraction(3)}) == 0


@pytest.mark.parametrize("gate", ["all_hours", "excess"])
def test_overtime_is_what_a_plain_count_makes_of_it(gate: str) -> None:
    rule = opened("overtime-rules", Hours, {"over_the_gate": gate}).overtime
    assert rule is not None
    dice = random.Random(gate)
    for _ in range(500):
        month = [
            Worked(
                Fraction(dice.randint(0, 20), 2),
                dice.choice(("weekday", "weekend", "holiday")),
                dice.choice(("planned", "emergency")),
                dice.choice(("before", "after", None)),
            )
            for _ in range(dice.randint(0, 12))
        ]
        expected = Fraction(0)
        for one in month:
            if one.filed is None or (one.kind == "planned" and one.filed == "after"):
                continue
            if one.day != "weekday":
                expected += one.hours
            elif one.hours > 4:
                expected += one.hours if gate == "all_hours" else one.hours - 4
        assert counted(rule, month).hours == min(expected, 36)


def test_whatever_is_built_is_read_back() -> None:
    format_ = opened("employee-id-10", Numbers).formats["contract"]
    dice = random.Random(1)
    for _ in range(200):
        hired = date(dice.randint(2000, 2099), dice.randint(1, 12), dice.randint(1, 28))
        serial = dice.randint(1, 9999)
        built = number.build(format_, hired=hired, serial=serial)
        assert number.amiss(format_, built) == []
        assert number.decode(format_, built) == {
            "prefix": "JW",
            "year": f"{hired.year % 100:02}",
            "month": f"{hired.month:02}",
            "sequence": f"{serial:04}",
        }


@pytest.mark.parametrize("serial", [0, 10_000])
def test_a_serial_that_does_not_fit_is_refused(serial: int) -> None:
    format_ = opened("employee-id-10", Numbers).formats["contract"]
    with pytest.raises(Problem, match="no serial of 4 digits"):
        number.build(format_, hired=DAY, serial=serial)


def test_a_number_that_is_never_given_is_not_built_and_an_unreadable_one_not_read() -> None:
    format_ = opened("badge-number-6", Numbers).formats["badge"]
    with pytest.raises(Problem, match="never given"):
        number.build(format_, hired=DAY, serial=4, codes={"centre": "1", "department": "00"})
    with pytest.raises(Problem, match='needs a code for "department"'):
        number.build(format_, hired=DAY, serial=5, codes={"centre": "1"})
    with pytest.raises(Problem, match="has not 6 characters"):
        number.decode(format_, "20100")


def test_two_holders_at_once_are_a_mistake_and_a_gap_has_nobody() -> None:
    holders = [
        number.Holder("7", "Li", date(2025, 1, 1), date(2025, 6, 30)),
        number.Holder("7", "Wang", date(2025, 6, 30)),
    ]
    assert number.holder(holders, "7", date(2025, 6, 29)) == "Li"
    assert number.holder(holders, "7", date(2024, 12, 31)) is None
    assert number.holder(holders, "8", date(2025, 6, 29)) is None
    with pytest.raises(Problem, match="held by Li and Wang on 2025-06-30"):
        number.holder(holders, "7", date(2025, 6, 30))


def test_who_is_alike_in_everything_stays_as_given() -> None:
    orders = opened("employee-id-10", Numbers).same_day
    alike = {"post_grade": 1, "education_grade": 1, "birth": 1}
    people = dict.fromkeys(["c", "a", "b"], alike)
    assert number.in_order(orders, people) == ["c", "a", "b"]


def test_a_rota_that_a_month_does_not_hold_whole_depends_on_its_dates() -> None:
    nurse = opened("eldercare-attendance", Shifts).shifts["nurse"]
    assert hours_in_month(nurse, 30) == 360
    assert hours_in_month(nurse, 31) is None
    assert hours_in_month(nurse.model_copy(update={"rota": None}), 30) is None


def test_holidays_may_be_left_out_of_the_workday_base() -> None:
    base = WorkdayBase(without=("sat", "sun"), public_holidays="left_out")
    off = {date(2025, 10, day) for day in range(1, 9)}
    assert workdays_in(base, "2025-10", off.__contains__) == 17
    counted_too = base.model_copy(update={"public_holidays": "count"})
    assert workdays_in(counted_too, "2025-10", off.__contains__) == 23


@pytest.mark.parametrize(
    ("worked", "months", "last"),
    [
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2023, 12, 30), 2, date(2024, 2, 29)),
        (date(2025, 10, 1), 2, date(2025, 12, 1)),
    ],
)
def test_time_off_is_good_to_the_same_day_of_a_later_month_or_its_last(
    worked: date, months: int, last: date
) -> None:
    assert good_until(Validity(label=NAME, months_after=months), worked) == last
