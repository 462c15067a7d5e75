"""The checklist once more: five points an item, lateness and complaints by the quarter."""

import random
from fractions import Fraction
from typing import Any

from tests.metrics.forms import months

SCHEME = "install-cs-checklist-0-5"
SETTINGS: dict[str, Any] = {"fixed_wage": 2000, "performance_wage": 800}
ITEMS = [
    "plans_filed", "list_correct", "order_faxed", "drawings_checked", "production_order",
    "production_followed", "installation_followed", "calls_answered", "task_notice",
    "files_complete", "polite", "carries_out", "knows_rules", "initiative", "principled",
    "lost_17", "lost_18", "lost_19", "lost_20",
]  # fmt: skip


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    forms: dict[tuple[str, str], dict[str, Any]] = {}
    for agent in ("a", "b", "c"):
        for period in months(5, dice.choice(["2026-01", "2026-02", "2026-11"])):
            form: dict[str, Any] = {item: dice.random() < 0.8 for item in ITEMS}
            form["late_count"] = dice.choice([0, 0, 1, 3, 4, 5, 8, 9])
            form["verified_complaints"] = dice.choice([0, 0, 0, 1])
            form["employed_whole_quarter"] = dice.random() < 0.9
            if dice.random() < 0.3:
                form["performance_wage"] = dice.randint(500, 999)
            forms[agent, period] = form
    return forms


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    late: dict[Any, int] = {}
    complaints: dict[Any, int] = {}
    for (agent, period), form in sorted(forms.items()):
        month = int(period[5:])
        quarter = agent, period[:4], (month - 1) // 3
        late[quarter] = late.get(quarter, 0) + form["late_count"]
        complaints[quarter] = complaints.get(quarter, 0) + form["verified_complaints"]
        score = 5 * sum(form[item] for item in ITEMS) + (5 if late[quarter] <= 8 else 0)
        earned = month % 3 == 0 and not complaints[quarter] and form["employed_whole_quarter"]
        bonus = 300 if earned else 0
        wage = 2000 + Fraction(form.get("performance_wage", 800) * score, 100) + bonus
        found[agent, period] = {"score": score, "pay.quarter_bonus": bonus, "pay.wage": wage}
    return found
