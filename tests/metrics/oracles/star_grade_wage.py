"""The wage by grade and star once more: four amounts added up."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "star-grade-wage"
SETTINGS = {"full_attendance_award": 100, "probation_wage": "1500.5"}
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    form: dict[str, Any] = {
        "role": dice.choice(["representative", "team_lead"]),
        "position_wage": dice.choice([1800, "2000.335", 0]),
        "performance_wage": dice.choice([0, 800, "333.33"]),
        "full_attendance": dice.choice([True, False]),
    }
    if dice.random() < 0.5:
        form["other_awards"] = dice.choice([0, 50, "99.99"])
    if dice.random() < 0.5:
        form["on_probation"] = dice.choice([True, False])
    if form.get("on_probation") and dice.random() < 0.5:
        del form["position_wage"]
    return {("a", dice.choice(["2016-11", "2026-01"])): form}


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: {"score": None, "pay.wage": _wage(form)} for whom, form in forms.items()}


def _wage(form: dict[str, Any]) -> Fraction:
    wage = Fraction("1500.5") if form.get("on_probation") else Fraction(form["position_wage"])
    wage += Fraction(form["performance_wage"])
    wage += 100 if form["full_attendance"] else 0
    wage += Fraction(form.get("other_awards", 0)) if form["role"] == "representative" else 0
    return Fraction((200 * wage.numerator + wage.denominator) // (2 * wage.denominator), 100)
