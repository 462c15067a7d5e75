"""The draft's deductions once more: base less a, b and c times their events."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "event-deductions-draft"
SETTINGS = {"class_a": 5, "class_b": "2.5", "class_c": 2}
COSTS = {
    "complaints": Fraction(5),
    "order_record_errors": Fraction(5),
    "concealments": Fraction(5),
    "absences": Fraction(5),
    "code_breaches": Fraction(5, 2),
    "customer_data_late": Fraction(2),
    "customer_data_incomplete": Fraction(2),
}
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    form = {name: dice.choice([0, 0, 1, 2, 5, 9]) for name in COSTS}
    return {("a", "2026-01"): form}


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    scores = {}
    for whom, form in forms.items():
        left = 100 - sum(COSTS[name] * events for name, events in form.items())
        scores[whom] = {"score": max(Fraction(0), left)}
    return scores
