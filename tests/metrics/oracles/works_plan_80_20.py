"""Work by plan again: 48, 32 and 20 hundredths, and the year over the months that there are."""

import random
from fractions import Fraction as F
from typing import Any

SCHEME = "works-plan-80-20"
SETTINGS: dict[str, Any] = {}
MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]
NAMES = ("special_work", "routine_work", "other_block")


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    forms = {}
    for agent in ("a1", "a2"):
        first = dice.choice([0, 0, 3, 11])
        for month in MONTHS[first:]:
            forms[agent, month] = {
                name: dice.choice([0, 100, F(dice.randint(0, 400), 4)]) for name in NAMES
            }
            if dice.random() < 0.05:
                forms[agent, month][dice.choice(NAMES)] = None
    return forms


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    answers: dict[tuple[str, str], dict[str, Any]] = {}
    months: dict[str, list[F]] = {"a1": [], "a2": []}
    for (agent, month), form in forms.items():
        special, routine, other = (form[name] for name in NAMES)
        if special is None or routine is None or other is None:
            answers[agent, month] = {"score": None, "state": "incomplete"}
            continue
        score = F(48 * special + 32 * routine + 20 * other, 100)
        months[agent].append(score)
        answers[agent, month] = {"score": score, "state": "scored"}
    for agent, scores in months.items():
        if scores:
            answers[agent, "2026"] = {"score": sum(scores) / len(scores), "summary": "annual"}
    return answers
