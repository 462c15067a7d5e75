"""The service-assessment wage once more: a price per graded recording, one bad one loses all."""

import random
from typing import Any

SCHEME = "gamecsc-qc-wage"
SETTINGS: dict[str, Any] = {}
PRICES = {"excellent": 50, "good": 30, "fair": 0, "poor": -10, "bad": 0}
PRAISE = {"by_phone": 10, "in_writing": 50, "in_media": 100}


def draw(dice: random.Random) -> dict[tuple[str, str], dict[str, Any]]:
    forms = {}
    for number in range(20):
        grades = dice.choices(list(PRICES), weights=[4, 3, 2, 2, dice.choice([0, 0, 1])], k=10)
        form = {f"qc_graded_{grade}": grades.count(grade) for grade in PRICES}
        form |= {f"praise_{way}": dice.randint(0, 3) for way in PRAISE}
        kept = {name: count for name, count in form.items() if count or dice.random() < 0.5}
        forms[f"a{number}", "2026-05"] = kept or {"praise_in_media": 0}
    return forms


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for whom, form in forms.items():
        wage = sum(price * form.get(f"qc_graded_{grade}", 0) for grade, price in PRICES.items())
        wage = 0 if form.get("qc_graded_bad", 0) else wage
        praise = sum(price * form.get(f"praise_{way}", 0) for way, price in PRAISE.items())
        found[whom] = {
            "pay.qc": wage,
            "pay.praise_money": praise,
            "pay.service": wage + praise,
            "block.qc_wage": wage,
        }
    return found
