"""Months and votes again: one fifth of the votes' mean, four of the months'."""

import random
from fractions import Fraction as F
from typing import Any

SCHEME = "company-perf-democratic"
SETTINGS: dict[str, Any] = {}
MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    forms: dict[tuple[str, str], dict[str, Any]] = {}
    for agent in ("a1", "a2"):
        for month in MONTHS[dice.choice([0, 5, 11]) :]:
            forms[agent, month] = {"work_performance": F(dice.randint(0, 200), 2)}
        forms[agent, "2026-12"]["democratic_review_score"] = [
            dice.randint(0, 100) for _ in range(dice.randint(0, 7))
        ]
    return forms


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    answers: dict[tuple[str, str], dict[str, Any]] = {
        whom: {"score": form["work_performance"]} for whom, form in forms.items()
    }
    for agent in ("a1", "a2"):
        months = [form["work_performance"] for (who, _), form in forms.items() if who == agent]
        votes = forms[agent, "2026-12"]["democratic_review_score"]
        if votes:
            fifths = 4 * sum(months, F(0)) / len(months) + F(sum(votes), len(votes))
            answers[agent, "2026"] = {"score": fifths / 5, "summary": "annual"}
    return answers
