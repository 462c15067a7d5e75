"""The safety manager's scorecard once more: every row by the catalogue's words."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "safety-manager-scorecard"
SETTINGS = {
    "injuries_limit": 3,
    "accidents_limit": 2,
    "training_target": "95%",
    "saving_target": "2%",
    "cooperation_target": 80,
}
RATES = ("inspection_plan", "hazard_rectification_rate", "accidents_handled_in_time_rate")
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    return {("a", "2026-01"): _form(dice)}


def _form(dice: random.Random) -> dict[str, Any]:
    due = {name: dice.choice([0, 1, 7, 20]) for name in (*RATES, "training_plan")}
    form = {name: _part(dice, planned) for name, planned in due.items()}
    return form | {
        "injured": dice.choice([0, 1, 2, 3, 4, 9]),
        "headcount": dice.choice([1, 333, 999, 1000, 1001, 2000]),
        "safety_accidents": dice.choice([0, 1, 2, 3]),
        "training_coverage_rate": dice.choice(["n/a", "0", "9499/10000", "95/100", "96/100", "1"]),
        "budget_saving_rate": dice.choice(["n/a", "-5/100", "0", "199/10000", "2/100", "3/10"]),
        "cooperation_score": dice.choice(["0", "7999/100", "80", "90", "n/a"]),
    }


def _part(dice: random.Random, planned: int) -> str:
    return f"{dice.choice([0, planned // 2, planned])}/{planned}" if planned else "n/a"


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: {"score": _score(form)} for whom, form in forms.items()}


def _score(form: dict[str, Any]) -> Fraction:
    def given(name: str) -> Fraction | None:
        return None if form[name] == "n/a" else Fraction(form[name])

    def reached(name: str, target: Fraction) -> Fraction | None:
        value = given(name)
        return None if value is None else min(Fraction(1), max(Fraction(0), value / target))

    one = Fraction(1)
    injured, people = form["injured"], form["headcount"]
    over = 1000 * injured > 3 * people
    rows = [
        (20, reached("inspection_plan", one)),
        (20, Fraction(3 * people, 1000 * injured) if over else one),
        (15, one if given("hazard_rectification_rate") is None
         else reached("hazard_rectification_rate", one)),
        (10, Fraction(int(form["safety_accidents"] <= 1))),
        (10, reached("training_coverage_rate", Fraction(95, 100))),
        (10, one if given("accidents_handled_in_time_rate") is None
         else reached("accidents_handled_in_time_rate", one)),
        (5, reached("budget_saving_rate", Fraction(2, 100))),
        (5, reached("cooperation_score", Fraction(80))),
        (5, reached("training_plan", one)),
    ]  # fmt: skip
    counted = sum(weight for weight, share in rows if share is not None)
    earned = sum((weight * share for weight, share in rows if share is not None), Fraction(0))
    return earned * 100 / counted
