"""The ledger of rewards and penalties once more, in whole points."""

import random
from typing import Any

SCHEME = "property-merit-ledger"
SETTINGS: dict[str, object] = {}
REWARDS = {1: 1, 2: 2, 3: 3, 4: 5, 5: 8}
PENALTIES = {1: 1, 2: 2, 3: 3, 4: 5, 5: 10, 6: 20}
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    forms: Forms = {}
    for agent in "abc"[: dice.randint(1, 3)]:
        form = {
            "rewards": [dice.randint(1, 5) for _ in range(dice.randint(0, 4))],
            "penalties": [dice.randint(1, 6) for _ in range(dice.randint(0, 4))],
            "approved_rewards": [dice.randint(4, 5) for _ in range(dice.choice([0, 0, 1, 2]))],
            "approved_penalties": [dice.randint(5, 6) for _ in range(dice.choice([0, 0, 1, 6]))],
        }
        if any(form.values()):
            forms[agent, "2026-01"] = form
    return forms


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: {"score": _score(form)} for whom, form in forms.items()}


def _score(form: dict[str, list[int]]) -> int:
    plus = sum(REWARDS[level] for level in form["rewards"] if REWARDS[level] < 5)
    plus += sum(REWARDS[level] for level in form["approved_rewards"])
    minus = sum(PENALTIES[level] for level in form["penalties"] if PENALTIES[level] < 10)
    minus += sum(PENALTIES[level] for level in form["approved_penalties"])
    return max(0, min(110, 100 - minus + plus))
