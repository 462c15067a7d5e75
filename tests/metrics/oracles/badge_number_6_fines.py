"""Fees and fines for badges once more, in hundredths of a yuan."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "badge-number-6-fines"
SETTINGS: dict[str, Any] = {}


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    forms: dict[tuple[str, str], dict[str, Any]] = {}
    for number in range(20):
        form: dict[str, Any] = {
            "badges_lost": dice.randint(0, 3),
            "badge_not_returned": dice.random() < 0.3,
            "badges_self_made": dice.randint(0, 2),
            "badges_lent": dice.choice([0, 0, 1, 2, 5]),
        }
        if form["badges_lent"] or dice.random() < 0.5:
            form["month_wage"] = 100 * dice.randint(10, 99)  # one per cent is whole yuan
        forms[f"a{number}", "2026-03"] = form
    return forms


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for whom, form in forms.items():
        cents = 500 * form["badges_lost"] + 2000 * form["badges_self_made"]
        cents += 5000 if form["badge_not_returned"] else 0
        cents += form["badges_lent"] * form.get("month_wage", 0)
        found[whom] = {"score": None, "pay.fined": Fraction(cents, 100)}
    return found
