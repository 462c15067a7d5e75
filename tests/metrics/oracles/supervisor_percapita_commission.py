"""The supervisor's commission once more: the highest bound reached, by cross-multiplication."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "supervisor-percapita-commission"
SETTINGS: dict[str, object] = {}
# ten thousands a head, tenths of a per thousand
RATES = ((41, 25), (31, 20), (21, 15), (15, 10), (10, 5))
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    start, end = dice.randint(1, 9), dice.randint(0, 9)
    edge = dice.choice([0, 10, 15, 20, 21, 30, 31, 40, 41, 60])
    cents = edge * 1_000_000 * (start + end) // 2 + dice.choice([-1, 0, 1, 33_333])
    form = {
        "all_shop_sales": f"{max(0, cents)}/100",
        "reps_at_start": start,
        "reps_at_end": end,
    }
    return {("a", "2026-01"): form}


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: {"score": None, "pay.commission": _pay(form)} for whom, form in forms.items()}


def _pay(form: dict[str, Any]) -> Fraction:
    cents = int(form["all_shop_sales"].partition("/")[0])
    twice_the_reps = form["reps_at_start"] + form["reps_at_end"]
    rate = next((r for edge, r in RATES if 2 * cents >= edge * 1_000_000 * twice_the_reps), 0)
    return Fraction((cents * rate + 5_000) // 10_000, 100)
