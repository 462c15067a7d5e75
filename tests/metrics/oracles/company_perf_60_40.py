"""Directors, staff and sales again: ten thousands counted one by one."""

import random
from fractions import Fraction as F
from typing import Any

SCHEME = "company-perf-60-40"
SETTINGS = {"performance_base": 2000}


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    return {(f"a{number}", "2026-05"): _form(dice) for number in range(20)}


def _form(dice: random.Random) -> dict[str, Any]:
    role = dice.choice(["director", "staff", "sales"])
    form: dict[str, Any] = {"role": role, "personal_result": F(dice.randint(0, 200), 2)}
    if role == "director":
        form["department_result"] = dice.choice([F(dice.randint(0, 210), 2), 88])
    if role == "sales":
        form |= _task(dice)
    if dice.random() < 0.5:
        form["contributions"] = dice.randint(0, 3)
    if dice.random() < 0.5:
        form["serious_errors"] = dice.randint(0, 3)
    if dice.random() < 0.4:
        form["other_points"] = F(dice.randint(-20, 20), 4)
    return form


def _task(dice: random.Random) -> dict[str, Any]:
    if dice.random() < 0.2:
        return {"sales_task": False}
    least = dice.choice([0, 100_000, 300_000])
    target = least + dice.choice([0, 100_000, 200_000])
    near = dice.choice([least, target]) + 10_000 * dice.randint(-5, 5)
    sold = max(F(0), near + dice.choice([F(0), F(1, 100), F(-1, 100), F(dice.randint(0, 9999))]))
    return {"sales_minimum": least, "sales_target": target, "sales_amount": sold}


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: _sheet(form) for whom, form in forms.items()}


def _sheet(form: dict[str, Any]) -> dict[str, Any]:
    score = form["personal_result"] + form.get("other_points", 0)
    if form["role"] == "director":
        score = (60 * F(form["department_result"]) + 40 * form["personal_result"]) / 100
        score += form.get("other_points", 0)
    if form["role"] == "sales":
        if form.get("sales_task") is False:
            return {"score": score, "pay.performance": F(0)}
        score += _steps(form["sales_amount"], form["sales_target"])
        score -= _steps(F(form["sales_minimum"]), form["sales_amount"])
    else:
        score += form.get("contributions", 0) - form.get("serious_errors", 0)
    return {"score": score, "pay.performance": _cents(20 * score)}


def _steps(amount: F, above: F) -> int:
    steps = 0
    while amount - above >= 10_000:
        steps, amount = steps + 1, amount - 10_000
    return steps


def _cents(amount: F) -> F:
    """Half a cent goes away from nothing."""
    whole, rest = divmod(abs(amount) * 100, 1)
    cents = whole + (rest >= F(1, 2))
    return F(cents if amount >= 0 else -cents, 100)
