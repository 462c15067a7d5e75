"""The leaders' fines once more: their own clauses, hand-over doubled, then the specialists'."""

import random
from typing import Any

from tests.metrics.oracles import gamecsc_agent_fines as agents

SCHEME = "gamecsc-leader-fines"
SETTINGS: dict[str, Any] = {}


def draw(dice: random.Random) -> agents.Forms:
    forms = agents.draw(dice)
    for form in forms.values():
        form["instructions"] = dice.choices(["plain", "grave"], k=dice.choice([0, 1, 2]))
        form["unhandled_problems"] = dice.choices(["plain", "grave"], k=dice.choice([0, 1, 2]))
        form["empty_post_minutes"] = dice.choices([1, 29, 30, 31, 200], k=dice.choice([0, 1, 3]))
        form["unsupervised"] = dice.randint(0, 3)
        form["record_gaps"] = dice.randint(0, 3)
        form["data_lost"] = dice.choice([0, 0, 1])
    return forms


def answer(forms: agents.Forms) -> dict[tuple[str, str], dict[str, Any]]:
    before: dict[Any, int] = {}
    found = {}
    for (agent, period), form in sorted(forms.items()):
        own = sum(20 if one == "plain" else 100 for one in form["instructions"])
        own += sum(100 if one == "plain" else 200 for one in form["unhandled_problems"])
        own += sum(200 if minutes > 30 else 100 for minutes in form["empty_post_minutes"])
        own += 30 * form["unsupervised"] + 20 * form["record_gaps"] + 50 * form["data_lost"]
        own += sum({"late": 20, "omission": 200}.get(one, 0) for one in form["handover_breaches"])
        without = form | {"handover_breaches": []}
        theirs = agents.clauses(agent, period, without, before)
        found[agent, period] = {
            "block.leader_fines": own,
            "block.agent_fines": theirs,
            "pay.fined": own + theirs,
        }
    return found
