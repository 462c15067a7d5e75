"""The ledger of field service again: every reply and every event looked at by itself."""

import random
from fractions import Fraction as F
from typing import Any

SCHEME = "aftersales-field-service"
SETTINGS = {"reports": "fined", "report_fine": 20}
FINES = {"not_phoned": 50, "late_on_site": 50, "reports_lacking": 20}
COMPLAINTS = ("quarrels", "money_asked", "service_late", "repaired_again")


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    return {(f"a{number}", "2026-08"): _form(dice) for number in range(20)}


def _form(dice: random.Random) -> dict[str, Any]:
    form: dict[str, Any] = {
        name: dice.randint(0, 3) for name in (*FINES, *COMPLAINTS) if dice.random() < 0.5
    }
    seconds = [86_399, 86_400, 86_401, dice.randint(0, 200_000), 0]
    form["reply_hours"] = [F(dice.choice(seconds), 3600) for _ in range(dice.randint(0, 6))]
    form["on_time_arrival_rate"] = dice.choice([F(1), F(9, 10), "n/a"])
    return form


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        whom: {
            "score": None,
            "state": "scored",
            "pay.fines": F(sum(fine * form.get(name, 0) for name, fine in FINES.items())),
            "block.demerits": F(sum(form.get(name, 0) for name in COMPLAINTS)),
            "block.late_replies": F(sum(hours * 3600 > 86_400 for hours in form["reply_hours"])),
        }
        for whom, form in forms.items()
    }
