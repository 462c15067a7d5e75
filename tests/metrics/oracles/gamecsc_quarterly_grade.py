"""The quarterly review once more: out for the year after a training missed, else as nominated."""

import random
from typing import Any

from tests.metrics.forms import months

SCHEME = "gamecsc-quarterly-grade"
SETTINGS: dict[str, Any] = {"second_pay": 100, "first_pay": 200, "star_pay": 300}
PAY = {"ordinary": 0, "second": 100, "first": 200, "star": 300}


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (agent, quarter): {
            "nomination": dice.choice(list(PAY)),
            "training_absences": dice.choice([0, 0, 0, 0, 1]),
        }
        for agent in "abc"
        for quarter in months(6, "2026-Q3")
    }


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    missed: set[tuple[str, str]] = set()
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for (agent, quarter), form in sorted(forms.items()):
        if form["training_absences"]:
            missed.add((agent, quarter[:4]))
        out = (agent, quarter[:4]) in missed
        found[agent, quarter] = {
            "state": "not_appraised" if out else "scored",
            "pay.level_pay": None if out else PAY[form["nomination"]],
        }
    return found
