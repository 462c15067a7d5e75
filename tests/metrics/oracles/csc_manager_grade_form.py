"""The managers' form once more: tables of half points by grade, as printed."""

from fractions import Fraction
from random import Random
from typing import Any

SCHEME = "csc-manager-grade-form"
SETTINGS: dict[str, object] = {}
GRADES = ("S", "A", "B+", "B", "B-", "C", "D")
HALF_POINTS = {
    "work_performance": (36, 30, 24, 21, 18, 12, 6),
    "coordination": (36, 30, 24, 21, 18, 12, 6),
    "attitude": (18, 15, 12, 10, 9, 6, 3),
    "discipline": (18, 15, 12, 10, 9, 6, 3),
    "cost_awareness": (12, 10, 8, 7, 6, 4, 2),
}


def draw(dice: Random) -> dict[tuple[str, str], dict[str, Any]]:
    form: dict[str, Any] = {name: dice.choice([*GRADES * 6, None, "E"]) for name in HALF_POINTS}
    form["attendance_adjustment"] = dice.choice([None, 0, f"{dice.randint(-20, 20)}/4"])
    form["late_count"] = dice.choice([None, 0, 3])
    return {("a", "2026-01"): form}


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {who: _scored(form) for who, form in forms.items()}


def _scored(form: dict[str, Any]) -> dict[str, Any]:
    if any(form[name] not in GRADES for name in HALF_POINTS):
        return {"score": None, "state": "incomplete"}
    halves = sum(table[GRADES.index(form[name])] for name, table in HALF_POINTS.items())
    base = Fraction(halves, 2)
    extra = Fraction(form["attendance_adjustment"] or 0)
    return {"score": base + extra, "block.base": base, "state": "scored"}
