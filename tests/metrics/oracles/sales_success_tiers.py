"""The two legible rows once more: cents and cross-multiplied ratios."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "sales-success-tiers"
SETTINGS = {"lowest_success_points": 60}
SALES = ((25, 100), (15, 90), (10, 80), (7, 70), (4, 60), (1, 50))  # ten thousands
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    cents = 1_000_000 * dice.choice([0, 1, 4, 7, 10, 15, 25, 30]) + dice.choice([-1, 0, 1, 77_777])
    asked = dice.choice([0, 1, 3, 20, 1000])
    edge = asked * dice.choice([0, 30, 35, 40, 100]) // 100
    paid = min(asked, max(0, edge + dice.choice([-1, 0, 1])))
    rate = f"{paid}/{asked}" if asked else "n/a"
    form = {"personal_sales": f"{max(0, cents)}/100", "inquiry_conversion_rate": rate}
    return {("a", "2026-01"): form}


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: {"score": _score(form)} for whom, form in forms.items()}


def _score(form: dict[str, Any]) -> Fraction:
    cents = int(form["personal_sales"].partition("/")[0])
    sales = next((points for edge, points in SALES if cents >= edge * 1_000_000), 0)
    if form["inquiry_conversion_rate"] == "n/a":
        return Fraction(40 * sales, 100)
    paid, asked = (int(part) for part in form["inquiry_conversion_rate"].split("/"))
    tiers = ((40, 100), (35, 80), (30, 70))
    success = next((points for edge, points in tiers if 100 * paid >= edge * asked), 60)
    return Fraction(30 * sales + 10 * success, 100)
