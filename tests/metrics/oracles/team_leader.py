"""Team leaders once more, by hand: the team's mean and weakest, coaching, raters who are in."""

import random
from fractions import Fraction as F
from typing import Any

from tests.metrics.plain_sheet import attendance, cents, even, grade, known, mean, near, total

SCHEME = "team-leader"
SETTINGS: dict[str, Any] = {}
Forms = dict[tuple[str, str], dict[str, Any]]
WORDS = {"excellent": 100, "good": 80, "fair": 60, "poor": 30}
SHARES = {"manager": 5, "peer": 2, "team": 3}


def draw(dice: random.Random) -> Forms:
    return {(f"a{number}", "2026-03"): _form(dice) for number in range(8)}


def _form(dice: random.Random) -> dict[str, Any]:
    who = [rater for rater in SHARES if dice.random() < 0.8] or ["team"]
    return {
        "members": [_member(dice) for _ in range(dice.choice([0, 1, 3, 9]))],
        "plan_completion_rate": near(dice, 1),
        "coaching_sessions": dice.choice([0, 1, 3, 9, 12]),
        "leadership": {rater: dice.choice(list(WORDS)) for rater in who},
        "late_escalations": dice.choice([None, 0, 1, 5, 7]),
        "proposals_adopted": dice.choice([None, 0, 1, 2, 3]),
        "late_count": dice.choice([0, 1, 6]),
        "absence_days": dice.choice([0, F(1, 2), 1]),
    }


def _member(dice: random.Random) -> F:
    return dice.choice([F(90), F(50), F(70), F(30), F(dice.randint(0, 10_000), 100)])


def answer(forms: Forms) -> Forms:
    return {whom: _result(form) for whom, form in forms.items()}


def _result(form: dict[str, Any]) -> dict[str, Any]:
    team, average, plan = (
        form["members"],
        mean(form["members"]),
        known(form, "plan_completion_rate"),
    )
    coached = min(F(form["coaching_sessions"], len(team)), F(1)) * 100 if team else None
    rated = form["leadership"]
    whole = sum(SHARES[rater] for rater in rated)
    led = F(sum(SHARES[rater] * WORDS[word] for rater, word in rated.items()), whole)
    beside = min(2 * (known(form, "proposals_adopted") or F(0)), F(4))
    beside -= min(2 * (known(form, "late_escalations") or F(0)), F(10))
    score = total(
        [
            (40, None if average is None else even(average, F(50), F(90))),
            (10, even(min(team), F(30), F(70)) if team else None),
            (15, coached),
            (20, led),
            (10, None if plan is None else min(plan, F(1)) * 100),
            (5, attendance(form, 5, 1, 5)),
        ],
        beside,
    )
    paid = cents(25 * min(score, F(100)))
    return {"score": score, "grade": grade(score), "pay.performance": paid}
