"""Business coaches once more: 40 + 20 + 10 for the agents coached, 5 exam, and 25 assumed."""

from fractions import Fraction
from random import Random
from typing import Any

SCHEME = "hotline-business-coach"
SETTINGS: dict[str, object] = {"grades_of_members": "by_shares"}


def draw(dice: Random) -> dict[tuple[str, str], dict[str, Any]]:
    form: dict[str, Any] = {
        "members": [
            dice.choice([0, 100, 105, dice.randint(50, 99)]) for _ in range(dice.randint(1, 9))
        ],
        "ab_share": f"{dice.randint(0, 8)}/8",
        "de_share": f"{dice.randint(0, 8)}/8",
        "exam_score": dice.choice([0, 69, 70, 71, 89, 90, 91, 100, f"{dice.randint(650, 950)}/10"]),
        "team_culture": dice.choice([0, 5, 6, f"{dice.randint(0, 50)}/10"]),
        "key_work_score": dice.choice([0, 20, f"{dice.randint(0, 200)}/10"]),
    }
    return {("a", "2026-01"): form}


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {who: _scored(form) for who, form in forms.items()}


def _scored(form: dict[str, Any]) -> dict[str, Any]:
    culture = Fraction(form["team_culture"])
    if culture > 5:  # more than the row has
        return {"score": None, "state": "incomplete"}
    mean = Fraction(sum(form["members"]), len(form["members"]))
    total = min(Fraction(40), mean * 2 / 5)
    total += 20 * Fraction(form["ab_share"]) + 10 - 10 * Fraction(form["de_share"])
    exam = Fraction(form["exam_score"])
    total += 5 if exam >= 90 else 0 if exam < 70 else (exam - 70) / 4
    return {"score": total + culture + Fraction(form["key_work_score"]), "state": "scored"}
