"""After-sales and refund agents once more, by hand: work against the team's mean, pay by grade."""

import random
from fractions import Fraction as F
from typing import Any

from tests.metrics.plain_sheet import (
    attendance,
    beside,
    cents,
    conduct,
    even,
    grade,
    known,
    mean,
    near,
    share,
    total,
)  # fmt: skip

SCHEME = "aftersales-refunds"
SETTINGS: dict[str, Any] = {}
Forms = dict[tuple[str, str], dict[str, Any]]
FACTORS = {"A": F(12, 10), "B": F(1), "C": F(8, 10), "D": F(5, 10)}


def draw(dice: random.Random) -> Forms:
    return {(f"a{number}", "2026-03"): _form(dice) for number in range(8)}


def _form(dice: random.Random) -> dict[str, Any]:
    return {
        "refund_handling_hours": near(dice, 24, 72),
        "resolved_on_time_rate": share(dice, "0.75", "0.97"),
        "first_reply_minutes": near(dice, 60, 240, 480, 1440),
        "ticket_csat_rate": share(dice, "0.75", "0.95"),
        "reopen_rate": share(dice, "0.03", "0.15"),
        "tickets_solved": dice.choice([0, 10, 40, 100, dice.randint(0, 200)]),
        "refund_mistakes": dice.choice([None, 0, 1, 5, 6]),
        **conduct(dice),
    }


def answer(forms: Forms) -> Forms:
    solved = [F(form["tickets_solved"]) for form in forms.values()]
    average = sum(solved, F(0)) / len(solved)
    return {whom: _result(form, average) for whom, form in forms.items()}


def _result(form: dict[str, Any], average: F) -> dict[str, Any]:
    hours, on_time = known(form, "refund_handling_hours"), known(form, "resolved_on_time_rate")
    wait, happy = known(form, "first_reply_minutes"), known(form, "ticket_csat_rate")
    again = known(form, "reopen_rate")
    work = F(form["tickets_solved"]) / average if average else None
    score = total(
        [
            (20, None if hours is None else even(hours, F(72), F(24))),
            (15, None if on_time is None else even(on_time, F(75, 100), F(97, 100))),
            (10, None if wait is None else _wait(wait)),
            (15, None if happy is None else even(happy, F(75, 100), F(95, 100))),
            (10, None if again is None else even(again, F(15, 100), F(3, 100))),
            (10, None if work is None else even(work, F(4, 10), F(1))),
            (10, mean(form["qc_score"])),
            (5, known(form, "exam_score")),
            (5, attendance(form, 5, 1, 5)),
        ],
        beside(form) - min(2 * (known(form, "refund_mistakes") or F(0)), F(10)),
    )
    letter = grade(score)
    return {"score": score, "grade": letter, "pay.performance": cents(1500 * FACTORS[letter])}


def _wait(minutes: F) -> F:
    for limit, points in ((60, 100), (240, 85), (480, 70), (1440, 50)):
        if minutes <= limit:
            return F(points)
    return F(0)
