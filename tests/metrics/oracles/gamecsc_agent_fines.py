"""The specialists' fines once more: prices of clauses, and the second time off post in a year."""

import random
from typing import Any

from tests.metrics.forms import months

SCHEME = "gamecsc-agent-fines"
SETTINGS: dict[str, Any] = {}
EVENTS = {
    "late_answers": {"plain": 50, "dissatisfied": 100},
    "late_services": {"plain": 50, "over_limit": 100},
    "uncivil": {"plain": 10, "grave": 100},
    "handover_breaches": {"late": 10, "minor": 0, "omission": 100},
    "wording": {"banned": 10, "off_script": 100},
}
COUNTS = {
    "dress_findings": 10,
    "refused_first_asked": 50,
    "verified_complaints": 100,
    "disobedience": 100,
}
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    forms: Forms = {}
    for agent in ("a", "b", "c"):
        for period in months(dice.randint(1, 4), dice.choice(["2026-02", "2026-11"])):
            form: dict[str, Any] = {"off_post_count": dice.choice([0, 0, 1, 2, 3])}
            for name, prices in EVENTS.items():
                form[name] = dice.choices(list(prices), k=dice.choice([0, 0, 1, 2, 3]))
            form |= {name: dice.choice([0, 1, 2]) for name in COUNTS if dice.random() < 0.6}
            form["first_off_post_uncorrected"] = dice.random() < 0.2
            forms[agent, period] = form
    return forms


def clauses(agent: str, period: str, form: dict[str, Any], before: dict[Any, int]) -> int:
    """What the form costs; `before` counts the times off post of each person and year."""
    total: int = sum(prices[one] for name, prices in EVENTS.items() for one in form[name])
    total += sum(price * form.get(name, 0) for name, price in COUNTS.items())
    year = agent, period[:4]
    for _ in range(form["off_post_count"]):
        total += 100 if before.get(year) else 50
        before[year] = before.get(year, 0) + 1
    if form["first_off_post_uncorrected"] and form["off_post_count"]:
        total += 50
    return total


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    before: dict[Any, int] = {}
    return {
        (agent, period): {"score": None, "pay.fined": clauses(agent, period, form, before)}
        for (agent, period), form in sorted(forms.items())
    }
