"""The form of deductions once more: five sums that may fall below zero, and the bonus in cents."""

from fractions import Fraction
from random import Random
from typing import Any

SCHEME = "aftersales-monthly-deduct"
SETTINGS: dict[str, object] = {}
COUNTS = {  # what each costs or brings; nothing entered is none
    "customers_won_back": 3, "customers_lost": -5, "repairs_late": -5, "repairs_not_as_asked": -5,
    "letter_errors": -5, "chatting": -2, "dress": -2,
}  # fmt: skip
LISTS = {
    "phone_manner": (1, 3), "poor_communication": (1, 5), "complaints": (1, 5),
    "tasks_not_done": (0, 9), "slackness": (1, 5), "disobedience": (5, 10), "quarrels": (1, 5),
    "untidiness": (1, 5), "left_on": (1, 3),
}  # fmt: skip
ATTENDANCE = ("leave_days", "late_count", "early_leave_count", "absence_days")
Form = dict[str, Any]


def draw(dice: Random) -> dict[tuple[str, str], Form]:
    form: Form = {name: dice.choice([None, 0, 0, 1, 2, dice.randint(0, 4)]) for name in COUNTS}
    for name, (least, most) in LISTS.items():
        form[name] = [dice.randint(least, most) for _ in range(dice.choice([0, 0, 0, 1, 2, 3]))]
    form["efficiency_drop"] = dice.choice([None, 0, 1, 5, "7/2"])
    form["promotion_sales"] = dice.choice([None, 0, "9999.99", 10000, 20000, 35000])
    form["leave_days"] = dice.choice([0, 0, "1/2", 1, 3])
    for name in ATTENDANCE[1:]:
        form[name] = dice.choice([0, 0, 1, 2, 3, 4])
    form["absence_days"] = dice.choice([form["absence_days"]] * 12 + [None])
    form["monthly_bonus"] = dice.choice([None, 2000, "1234.57", "1/3"])
    if dice.random() < 0.05:
        form["phone_manner"].append(4)  # above what the rule allows
    return {("a", "2026-01"): form}


def answer(forms: dict[tuple[str, str], Form]) -> dict[tuple[str, str], dict[str, Any]]:
    return {who: _scored(form) for who, form in forms.items()}


def _scored(form: Form) -> dict[str, Any]:
    if form["absence_days"] is None or 4 in form["phone_manner"]:
        return {"score": None, "state": "incomplete", "pay.bonus": None}
    score = Fraction(100) - Fraction(form["efficiency_drop"] or 0)
    score += sum(points * (form[name] or 0) for name, points in COUNTS.items())
    score -= sum(sum(form[name]) for name in LISTS)
    score += 3 * (Fraction(form["promotion_sales"] or 0) // 10000)
    late = 0 if form["late_count"] <= 1 else 1 if form["late_count"] == 2 else 5
    score -= 2 * Fraction(form["leave_days"]) + late
    score -= 2 * form["early_leave_count"] + 5 * form["absence_days"]
    return {"score": score, "pay.bonus": _bonus(form["monthly_bonus"], score), "state": "scored"}


def _bonus(full: object, score: Fraction) -> Fraction | None:
    if full is None:
        return None
    cents = Fraction(str(full)) * min(Fraction(100), max(Fraction(0), score))
    return Fraction((2 * cents.numerator + cents.denominator) // (2 * cents.denominator), 100)
