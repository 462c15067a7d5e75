"""The team members' bonus once more, in integers: cents and hundredths of a percent."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "gs-workload-qc-bonus"
SETTINGS = {
    "benchmark_bonus": 300,
    "daily_benchmark": 45,
    "phone_coefficient": 1,
    "chat_coefficient": "0.5",
    "forum_coefficient": "0.8",
}
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    form: dict[str, Any] = {
        "calls_handled": dice.choice([0, 200, 400, 990]),
        "chat_customers": dice.choice([0, 1, 900]),
        "attendance_days": dice.choice(["0", "22", "21.5", "20"]),
        "qc_score": f"{dice.choice([0, 4500, 6999, 7000, 7500, 8000, 8001, 8233, 10000])}/10000",
        "proposal_amounts": [dice.choice([50, 120, 200]) for _ in range(dice.randint(0, 3))],
    }
    if dice.random() < 0.5:
        form["forum_posts"] = dice.choice([0, 3, 250])
    if dice.random() < 0.3:
        form["other_additions"] = dice.choice([-40, 15])
    return {("a", "2026-01"): form}


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    return {whom: {"score": None, "pay.bonus": _bonus(form)} for whom, form in forms.items()}


def _bonus(form: dict[str, Any]) -> Fraction:
    tenths = 10 * form["calls_handled"] + 5 * form["chat_customers"]
    tenths += 8 * form.get("forum_posts", 0)
    benchmark_tenths = 45 * int(Fraction(form["attendance_days"]) * 10)
    workload_tenths = max(0, 3000 - (benchmark_tenths - tenths))
    quality = int(Fraction(form["qc_score"]) * 10000)
    ratio = 10000  # ten-thousandths
    if quality < 7000:
        ratio = max(0, 10000 - 5 * (7000 - quality))
    elif quality > 8000:
        ratio = 10000 + 5 * (quality - 8000)
    hundred_thousandths = workload_tenths * ratio
    added = sum(form["proposal_amounts"]) + form.get("other_additions", 0)
    cents_times_thousand = hundred_thousandths + added * 100_000
    return Fraction(min(50_000, max(0, (cents_times_thousand + 500) // 1000)), 100)
