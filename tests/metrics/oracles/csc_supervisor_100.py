"""Service supervisors once more: eleven rows of points and two from the mean of the staff."""

from fractions import Fraction
from random import Random
from typing import Any

SCHEME = "csc-supervisor-100"
SETTINGS: dict[str, object] = {}
HARD = {
    "team_contacts_points": 10, "difficult_cases_points": 10, "satisfaction_points": 10,
    "attendance_points": 10, "people_management": 5, "assigned_tasks": 10,
}  # fmt: skip
SOFT = {
    "work_attitude": 5, "staff_relations": 10, "task_allocation": 10, "adaptability": 5, "bridge": 5
}  # fmt: skip


def draw(dice: Random) -> dict[tuple[str, str], dict[str, Any]]:
    form: dict[str, Any] = {
        name: dice.choice(
            [0, most, f"{dice.randint(0, 4 * most)}/4", most + dice.choice([0] * 20 + [1])]
        )
        for name, most in (HARD | SOFT).items()
    }
    form["members"] = [
        dice.choice([0, 100, 110, dice.randint(0, 99)]) for _ in range(dice.randint(0, 7))
    ]
    return {("a", "2026-01"): form}


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {who: _scored(form) for who, form in forms.items()}


def _scored(form: dict[str, Any]) -> dict[str, Any]:
    above = any(Fraction(form[name]) > most for name, most in (HARD | SOFT).items())
    if above or not form["members"]:
        return {"score": None, "state": "incomplete"}
    mean = Fraction(sum(form["members"]), len(form["members"]))
    hard = sum(Fraction(form[name]) for name in HARD) + 2 * min(Fraction(5), mean / 20)
    soft = sum(Fraction(form[name]) for name in SOFT)
    return {"score": hard + soft, "block.hard": hard, "block.soft": soft, "state": "scored"}
