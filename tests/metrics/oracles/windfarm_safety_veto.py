"""The units' safety performance once more, in thousandths of a point."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "windfarm-safety-veto"
SETTINGS = {
    "production_weight": 40,
    "business_weight": 25,
    "finance_weight": 15,
    "image_weight": 20,
}
PARTS = ("production_score", "business_score", "finance_score", "image_score")
VETOES = ("employee_deaths", "contractor_deaths", "larger_accidents")
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    form = {part: f"{dice.choice([0, 1, 595, 950, 965, 999, 1000])}/10" for part in PARTS}
    return {("u", "2026"): form | {event: dice.choice([0, 0, 0, 0, 1, 2]) for event in VETOES}}


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: {"score": _score(form)} for whom, form in forms.items()}


def _score(form: dict[str, Any]) -> Fraction:
    production, business, finance, image = (int(form[part].partition("/")[0]) for part in PARTS)
    if form["employee_deaths"] or form["contractor_deaths"] or form["larger_accidents"]:
        production = 0
    return Fraction(40 * production + 25 * business + 15 * finance + 20 * image, 1000)
