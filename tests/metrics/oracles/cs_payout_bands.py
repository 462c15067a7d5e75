"""Payout bands once more: per cent of the base by the score, by days for who left."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "cs-payout-bands"
SETTINGS: dict[str, Any] = {}
HUNDREDTHS = [0, 7400, 7499, 7500, 8449, 8450, 8499, 8500, 9450, 9499, 9500, 9999, 10000, 10500]


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    forms: dict[tuple[str, str], dict[str, Any]] = {}
    for number in range(25):
        form: dict[str, Any] = {
            "role": dice.choice(["supervisor", "specialist", "operations"]),
            "composite_score": Fraction(dice.choice([*HUNDREDTHS, dice.randint(0, 10_000)]), 100),
            "on_probation": dice.random() < 0.1,
        }
        if form["role"] == "operations":
            form["operations_base"] = dice.randint(100, 900)
        if dice.random() < 0.3:
            form |= {
                "left_midterm": dice.random() < 0.7,
                "attendance_days": dice.randint(0, 22),
                "scheduled_days": 22,
            }
        forms[f"a{number}", "2026-07"] = form
    return forms


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for whom, form in forms.items():
        if form["on_probation"]:
            found[whom] = {"score": None, "state": "not_appraised", "pay.performance": None}
            continue
        score: Fraction = form["composite_score"]
        if form["role"] == "operations":
            base = form["operations_base"]
            percent = max(Fraction(75), min(score, Fraction(100)))
        else:
            base = 500 if form["role"] == "supervisor" else 300
            steps = [(100, 100), (95, 95), (85, 90), (75, 80)]
            percent = Fraction(next((pays for least, pays in steps if score >= least), 70))
        days = Fraction(form["attendance_days"], 22) if form.get("left_midterm") else Fraction(1)
        cents = percent * base * days  # hundredths of a yuan
        half_up = (2 * cents.numerator + cents.denominator) // (2 * cents.denominator)
        found[whom] = {"score": score, "pay.performance": Fraction(half_up, 100)}
    return found
