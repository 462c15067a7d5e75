"""The branch sheet once more, in whole points off each row; shares as two integers."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "branch-cs-deduction-bands"
SETTINGS: dict[str, Any] = {}
EDGES = [7499, 7500, 7999, 8000, 9499, 9500, 9999, 10000]


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    forms: dict[tuple[str, str], dict[str, Any]] = {}
    for number in range(25):
        under = dice.randint(1, 900)
        forms[f"a{number}", "2026-07"] = {
            "failed_spot_checks": dice.choice([0, 1, 14, 15, 16, dice.randint(0, 20)]),
            "complaint_unresolved_rate": dice.choice(
                [Fraction(dice.choice([0, 1, 40, 41, 100, 101, 150, 151, 4000]), 10_000),
                 Fraction(dice.randint(0, min(under, 20)), under), "n/a"]
            ),
            "callback_completion": Fraction(dice.choice([*EDGES, 12_000, 0]), 10_000),
            "false_callbacks": dice.choice([0, 1, 2, 3, 5, 6, 9]),
            "customer_survey_rate": Fraction(dice.choice([*EDGES, 0]), 10_000),
        }  # fmt: skip
    return forms


def _off(share: Fraction) -> int:
    for least, points in ((100, 0), (95, 1), (80, 2), (75, 3)):
        if share * 100 >= least:
            return points
    return 5


def _unresolved(share: Any) -> int:
    if share == "n/a" or share == 0:
        return 0
    tenths = share * 1000
    return 2 if tenths <= 4 else 4 if tenths <= 10 else 10


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for whom, form in forms.items():
        total = max(0, 30 - 2 * form["failed_spot_checks"])
        total += 20 - _unresolved(form["complaint_unresolved_rate"])
        total += 10 - _off(form["callback_completion"])
        total += 10 - _off(form["customer_survey_rate"])
        false = form["false_callbacks"]
        total += 10 - (false if false <= 3 else 3 if false <= 5 else 5)
        found[whom] = {"score": total}
    return found
