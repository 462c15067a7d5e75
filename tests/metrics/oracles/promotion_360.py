"""Promotion again: how many were better, counted for each appraisal."""

import random
from fractions import Fraction as F
from typing import Any

SCHEME = "promotion-360"
SETTINGS: dict[str, Any] = {}
MONTHS = [f"2026-{month:02d}" for month in range(1, 5)]


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    forms = {}
    for number in range(dice.randint(2, 6)):
        served = dice.choice([0, 3, 4, 5, 30])
        for place, month in enumerate(MONTHS):
            if dice.random() < 0.9:
                forms[f"a{number}", month] = {
                    "review_score": dice.choice([90, 91, 92, 93, F(185, 2)]),
                    "months_in_post": served + place,
                }
    return forms


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    answers: dict[tuple[str, str], dict[str, Any]] = {}
    last: dict[str, bool] = {}
    for agent, month in sorted(forms, key=lambda whom: whom[1]):
        form = forms[agent, month]
        better = [one for (_, other), one in forms.items()
                  if other == month and one["review_score"] > form["review_score"]]  # fmt: skip
        in_top = len(better) < 3
        eligible = in_top and last.get(agent, False) and form["months_in_post"] >= 6
        last[agent] = in_top
        answers[agent, month] = {"score": F(form["review_score"]), "rank": len(better) + 1,
                                 "flag.eligible": eligible}  # fmt: skip
    return answers
