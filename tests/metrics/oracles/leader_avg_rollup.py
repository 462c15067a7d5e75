"""The team leader's wage once more: six fifths of the mean, less fines, in fen."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "leader-avg-rollup"
SETTINGS: dict[str, object] = {}
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    fen = [dice.choice([0, 1, 43_269, 50_000, 55_769]) for _ in range(dice.randint(1, 7))]
    form: dict[str, Any] = {"team": [f"{one}/100" for one in fen]}
    if dice.random() < 0.6:
        form["fines"] = dice.choice([0, 20, 50, 700])
    return {("a", "2026-01"): form}


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: {"score": None, "pay.appraisal_wage": _pay(f)} for whom, f in forms.items()}


def _pay(form: dict[str, Any]) -> Fraction:
    fen = [int(one.partition("/")[0]) for one in form["team"]]
    fifths = 6 * sum(fen) - 500 * form.get("fines", 0) * len(fen)
    people = 5 * len(fen)
    return Fraction(max(0, 2 * fifths + people) // (2 * people), 100)
