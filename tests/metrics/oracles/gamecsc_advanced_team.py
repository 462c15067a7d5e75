"""Advanced teams once more: all conditions, the best stars, then fewer deductions."""

import random
from fractions import Fraction
from typing import Any

from tests.metrics.forms import months

SCHEME = "gamecsc-advanced-team"
SETTINGS: dict[str, Any] = {"team_reward": 300}
COUNTS = (
    "breaches",
    "members_late_or_away",
    "members_on_sick_leave",
    "trainings_missed",
    "faults",
    "verified_complaints",
)
WORDS = ("follows_orders", "role_model", "takes_criticism")
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    forms: Forms = {}
    for team in "abc":
        for period in months(3):
            form: dict[str, Any] = {name: dice.choice([0] * 15 + [1, 2]) for name in COUNTS}
            form |= {name: dice.random() < 0.95 for name in WORDS}
            form["training_score"] = dice.choice([[92, 84, 79], [88, 84, 82], [90, 85, 80], [100]])
            form["star_scores"] = dice.choices([90, 91, 95], k=2)
            form["deductions"] = dice.choice([0, 1])
            forms[team, period] = form
    return forms


def _met(form: dict[str, Any]) -> int:
    away = form["members_late_or_away"] + form["members_on_sick_leave"]
    others = [form[name] == 0 for name in COUNTS if not name.startswith("members")]
    trained = sum(form["training_score"]) >= 85 * len(form["training_score"])
    return sum([away == 0, trained, *others, *(form[name] for name in WORDS)])


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for period in {period for _, period in forms}:
        able = {
            team: (Fraction(sum(form["star_scores"]), 2), -form["deductions"])
            for (team, when), form in forms.items()
            if when == period and _met(form) == 9
        }
        best = [team for team, rank in able.items() if rank == max(able.values())]
        for team in "abc":
            won = best == [team]
            found[team, period] = {
                "score": _met(forms[team, period]),
                "awards": ("advanced",) if won else (),
                "pay.reward": 300 if won else 0,
            }
    return found
