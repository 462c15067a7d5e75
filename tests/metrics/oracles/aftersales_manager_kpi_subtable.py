"""The manager's sub-table once more: whole per cents counted, tiers cut, scaled and shifted."""

from fractions import Fraction
from random import Random
from typing import Any

SCHEME = "aftersales-manager-kpi-subtable"
SETTINGS: dict[str, object] = {"quality_above": "scaled", "departments_above": "shifted"}


def draw(dice: Random) -> dict[tuple[str, str], dict[str, Any]]:
    def near(*edges: int) -> str:
        value = dice.choice(edges) * 100 + dice.choice([-1, 0, 0, 1, -250])
        return f"{min(10_000, max(0, value))}/10000"

    form: dict[str, Any] = {
        "plan_completion": dice.choice([0, 1, "11/10", f"{dice.randint(0, 14)}/12"]),
        "effect_satisfaction": near(60, 70, 80, 90, 100),
        "quantity_done": dice.choice(
            [None, "n/a", *[f"{dice.randint(0, 7)}/5" for _ in range(20)]]
        ),
        "quality_satisfaction": near(60, 70, 80, 90, 100),
        "standard_pass_rate": near(75, 80, 85, 90, 95, 100),
        "department_satisfaction": near(70, 80, 85, 90, 100),
    }
    return {("a", "2026-01"): form}


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {who: _scored(form) for who, form in forms.items()}


def _scored(form: dict[str, Any]) -> dict[str, Any]:
    if form["quantity_done"] in (None, "n/a"):
        return {"score": None, "state": "incomplete"}
    effect = min(4, _reached(form["effect_satisfaction"], 60, 70, 80, 90, 100))
    steps = _reached(form["quality_satisfaction"], 60, 70, 80, 90, 100)
    quality = Fraction(5 * (steps + 1 if steps else 0), 6)
    standard = 2 * _reached(form["standard_pass_rate"], 75, 80, 85, 90, 95, 100)
    departments = max(0, _reached(form["department_satisfaction"], 70, 80, 85, 90, 100) - 1)
    progress = 3 * min(Fraction(1), Fraction(form["plan_completion"]))
    quantity = 3 * min(Fraction(1), Fraction(form["quantity_done"]))
    return {"score": progress + effect + quantity + quality + standard + departments}


def _reached(share: str, *edges: int) -> int:
    """How many of the edges a share reaches."""
    return sum(Fraction(share) * 100 >= edge for edge in edges)
