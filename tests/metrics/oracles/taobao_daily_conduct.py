"""Daily conduct of Taobao reps once more: a ladder of fines over months, rewards beside it."""

import random
from typing import Any

from tests.metrics.forms import months

SCHEME = "taobao-daily-conduct"
SETTINGS: dict[str, Any] = {"counter": "year"}


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    forms = {}
    for agent in ("a", "b"):
        for period in months(4, dice.choice(["2026-01", "2026-11"])):
            form = {
                "non_work_use": dice.choice([None, 0, 1, 1, 2, 4]),
                "product_data_errors_found": dice.choice([None, 0, 3]),
                "proposals_adopted": dice.randint(0, 4),
                "orders_tagged_and_flagged": [
                    dice.randint(0, 9000) for _ in range(dice.randint(0, 3))
                ],
            }
            forms[agent, period] = {
                name: value for name, value in form.items() if value is not None
            }
    return forms


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    before: dict[tuple[str, str], int] = {}
    found = {}
    for (agent, period), form in sorted(forms.items()):
        year = agent, period[:4]
        fine = 0
        for _ in range(form.get("non_work_use", 0)):
            before[year] = before.get(year, 0) + 1
            fine += {1: 10, 2: 30}.get(before[year], 0)
        reward = 10 * form.get("product_data_errors_found", 0) + 30 * form["proposals_adopted"]
        found[agent, period] = {"score": None, "pay.fund": fine, "pay.reward": reward}
    return found
