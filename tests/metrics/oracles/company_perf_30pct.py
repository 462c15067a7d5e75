"""30 % of the wage again: in hundredths of points, rounded by hand to the cent."""

import random
from fractions import Fraction as F
from typing import Any

SCHEME = "company-perf-30pct"
SETTINGS: dict[str, Any] = {}


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    return {(f"a{number}", "2026-02"): _form(dice) for number in range(20)}


def _form(dice: random.Random) -> dict[str, Any]:
    form: dict[str, Any] = {
        "performance": {"self": _points(dice), "superior": _points(dice)},
        "base_wage": F(dice.randint(0, 900_000), 100),
        "post_wage": dice.choice([0, 800, F(dice.randint(0, 300_000), 100)]),
    }
    if dice.random() < 0.3:
        form["post_coefficient"] = F(dice.randint(5, 15), 10)
    if dice.random() < 0.3:
        form["on_probation"] = dice.random() < 0.5
    if dice.random() < 0.05:
        form["performance"]["self"] = None
    return form


def _points(dice: random.Random) -> F:
    return dice.choice([F(100), F(0), F(120), F(10001, 100), F(dice.randint(0, 11_000), 100)])


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: _sheet(form) for whom, form in forms.items()}


def _sheet(form: dict[str, Any]) -> dict[str, Any]:
    if form.get("on_probation"):
        return {"score": None, "state": "not_appraised", "pay.performance": None}
    if form["performance"]["self"] is None:
        return {"score": None, "state": "incomplete", "pay.performance": None}
    tenths = 3 * form["performance"]["self"] + 7 * form["performance"]["superior"]
    base = (form["base_wage"] + form["post_wage"]) * 3 / 10
    paid = base * min(tenths, F(1000)) / 1000 * form.get("post_coefficient", 1)
    return {"score": tenths / 10, "state": "scored", "pay.performance_base": _cents(base),
            "pay.performance": _cents(paid)}  # fmt: skip


def _cents(amount: F) -> F:
    """Half a cent goes up; no amount here is negative."""
    doubled = int(amount * 200)
    return F((doubled + 1) // 2, 100)
