"""Fines and deductions of the call centre once more, in halves of a day's wage."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "callcenter-attendance-fines"
SETTINGS: dict[str, Any] = {}


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    forms: dict[tuple[str, str], dict[str, Any]] = {}
    for number in range(20):
        minutes = dice.choices([1, 29, 30, 31, 59, 60], k=dice.choice([0, 1, 2, 4]))
        if dice.random() < 0.1:
            minutes.append(dice.choice([61, 240]))
        form: dict[str, Any] = {
            "role": dice.choice(["staff", "supervisor"]),
            "late_or_early_minutes": minutes,
            "day_wage": dice.randint(50, 400),
        }
        for name in DAYS:
            if dice.random() < 0.5:
                form[name] = Fraction(dice.choice([0, 1, 2, 3, 4, 7]), 2)
        forms[f"a{number}", "2026-03"] = form
    return forms


DAYS = {
    "absence_days": 2,
    "personal_leave_days": 1,
    "uncertified_sick_days": 1,
    "certified_sick_days": 1,
}


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for whom, form in forms.items():
        if any(minutes > 60 for minutes in form["late_or_early_minutes"]):
            found[whom] = {"state": "incomplete", "pay.fined": None}
            continue
        rate = 10 if form["role"] == "staff" else 20
        fined = sum(
            rate if minutes <= 30 else 2 * rate for minutes in form["late_or_early_minutes"]
        )
        days = sum(
            (times * form.get(name, Fraction(0)) for name, times in DAYS.items()), Fraction(0)
        )
        found[whom] = {"pay.fined": fined, "pay.deducted": days * form["day_wage"]}
    return found
