"""The 360° form again: whole sheets per rater first, then their mean."""

import random
from fractions import Fraction as F
from typing import Any

SCHEME = "aftersales-360"
SETTINGS: dict[str, Any] = {}
WEIGHTS = {"orders_handled": 5, "callbacks": 5, "complaints_handled": 5, "repair_tracking": 5,
           "attitude": 5, "reports": 5, "repeat_sales": 10, "new_customers": 5, "key_accounts": 5,
           "satisfaction": 30, "sales_data": 5, "other_work": 5, "knowledge": 5,
           "qualities": 5}  # fmt: skip
SCALE = {"excellent": 5, "good": 4, "fair": 3, "poor": 2, "very_poor": 1}
CHINESE = {"excellent": "优秀", "good": "良好", "fair": "一般", "poor": "较差", "very_poor": "很差"}
RATERS = ("self", "peer", "leader")


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    return {(f"a{number}", "2026-06"): _form(dice) for number in range(10)}


def _form(dice: random.Random) -> dict[str, Any]:
    words = dice.choice([list(SCALE), list(SCALE)[:2], list(SCALE)[1:3], list(SCALE)[:1]])
    form: dict[str, Any] = {
        item: {rater: _written(dice, dice.choice(words)) for rater in RATERS} for item in WEIGHTS
    }
    for name in ("reward_points", "attendance_points", "penalty_points"):
        if dice.random() < 0.6:
            form[name] = dice.choice([0, 1, 10, 20, 30, 40, F(41, 2), F(1, 100)])
    if dice.random() < 0.08:
        form[dice.choice(list(WEIGHTS))][dice.choice(RATERS)] = None
    return form


def _written(dice: random.Random, word: str) -> str:
    return CHINESE[word] if dice.random() < 0.3 else word


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: _sheet(form) for whom, form in forms.items()}


def _sheet(form: dict[str, Any]) -> dict[str, Any]:
    fifths = {**SCALE, **{CHINESE[word]: number for word, number in SCALE.items()}}
    if any(word is None for item in WEIGHTS for word in form[item].values()):
        return {"score": None, "grade": None, "state": "incomplete"}
    sheets = [
        sum(F(weight * fifths[form[item][rater]], 5) for item, weight in WEIGHTS.items())
        for rater in RATERS
    ]
    score = sum(sheets, F(0)) / 3
    score += form.get("reward_points", 0)
    score -= form.get("attendance_points", 0) + form.get("penalty_points", 0)
    grade = "E"
    for least, letter in ((60, "D"), (70, "C"), (80, "B"), (90, "A")):
        grade = letter if score >= least else grade
    return {"score": score, "grade": grade, "state": "scored"}
