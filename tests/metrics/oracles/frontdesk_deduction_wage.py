"""The front desk's performance wage once more, in plain arithmetic."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "frontdesk-deduction-wage"
WAGE = 800
SETTINGS = {"total_performance_wage": WAGE}
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    form = {
        "late_minutes": [dice.choice([0, 1, 4, 5, 6, 12]) for _ in range(dice.randint(0, 8))],
        "discipline_violations": dice.choice([0, 0, 1, 3]),
        "work_completion_score": dice.choice(["0", "50", "84", "169/2", "8499/100", "85", "100"]),
        "inspection_deductions": dice.choice([0, 30, 50, 900]),
    }
    if dice.random() < 0.3:
        form["leave_deduction"] = "73/2"
    return {("a", "2026-01"): form}


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: {"score": None, "pay.performance_wage": _wage(f)} for whom, f in forms.items()}


def _wage(form: dict[str, Any]) -> Fraction:
    counted = sum(minutes for minutes in form["late_minutes"] if minutes >= 5)
    small = sorted(minutes for minutes in form["late_minutes"] if minutes < 5)
    counted += sum(small[: max(0, len(small) - 3)])  # the three longest of the small ones go free
    left = Fraction(WAGE) - min(counted, 30) - Fraction(form.get("leave_deduction", 0))
    if form["discipline_violations"]:
        left -= 20
    score = Fraction(form["work_completion_score"])
    if score < 85:
        left -= 2 * (85 - score)
    return _cents(max(Fraction(0), left - form["inspection_deductions"]))


def _cents(amount: Fraction) -> Fraction:
    return Fraction((200 * amount.numerator + amount.denominator) // (2 * amount.denominator), 100)
