"""Repair technicians again: cars counted one by one above what the rate allows."""

import random
from fractions import Fraction as F
from typing import Any

SCHEME = "repair-technician-monthly"
SETTINGS: dict[str, Any] = {}


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    return {(f"a{number}", "2026-03"): _form(dice) for number in range(20)}


def _form(dice: random.Random) -> dict[str, Any]:
    form: dict[str, Any] = {
        "task_lapses": dice.choice([0, 0, 1, 2, 5, 6]),
        "labour_output_rate": dice.choice([F(1), F(101, 100), F(dice.randint(0, 30), 20)]),
        "accessory_sales_rate": dice.choice([F(1), F(11, 10), F(dice.randint(0, 30), 17)]),
        "repairs": dice.choice([0, 1, 49, 50, 51, 99, 100, 101, 130, 150, 200]),
        "comebacks_external": dice.randint(0, 12),
        "comebacks_internal": dice.randint(0, 9),
        "late_handovers": dice.choice([0, 1, 4, 10, 11]),
        "minor_accidents": dice.choice([0, 0, 1, 2, 3]),
        "major_accidents": dice.choice([0, 0, 0, 1]),
        "technical_cases": dice.randint(0, 3),
        "training_missed": dice.choice([0, 0, 1, 2, 3]),
        "training_score": dice.choice([75, 74, F(749, 10), 76, 70, 100, 0]),
        "lost_modules": F(dice.randint(0, 70), 2),
        "interview_held": dice.choice([True, True, True, False, None]),
    }
    extra = {"bonus_points": F(dice.randint(0, 24), 2), "bonus_approved": dice.random() < 0.7,
             "penalty_points": dice.choice([1, 2, F(5, 2)]), "cooperation_lapses": 1,
             "major_loss": dice.random() < 0.2, "self_score": 90}  # fmt: skip
    return form | {name: value for name, value in extra.items() if dice.random() < 0.5}


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: _sheet(form) for whom, form in forms.items()}


def _sheet(form: dict[str, Any]) -> dict[str, Any]:
    if not form["interview_held"]:
        return {"score": None, "state": "not_acknowledged"}
    if form.get("major_loss"):
        return {"score": F(0), "state": "scored"}
    points = max(0, 10 - 2 * form["task_lapses"])
    points += 10 * min(F(1), form["labour_output_rate"])
    points += 10 * min(F(1), form["accessory_sales_rate"])
    points += max(0, 5 - _above(form["comebacks_external"], 2 * form["repairs"]))
    points += max(0, 5 - _above(form["comebacks_internal"], form["repairs"]))
    points += max(0, 10 - form["late_handovers"])
    points += max(0, 5 - 2 * form["minor_accidents"] - 5 * form["major_accidents"])
    points += max(F(0), 5 - F(5, 2) * max(0, 2 - form["technical_cases"]))
    below = max(F(0), 75 - F(form["training_score"]))
    points += max(F(0), 5 - 2 * form["training_missed"] - below)
    points += form["lost_modules"]
    if form.get("bonus_approved"):
        points += min(F(10), form.get("bonus_points", F(0)))
    return {"score": points - form.get("penalty_points", 0), "state": "scored"}


def _above(cars: int, hundredths_allowed: int) -> int:
    """Cars are taken away one by one until what is left is allowed."""
    over = 0
    while 100 * (cars - over) > hundredths_allowed:
        over += 1
    return over
