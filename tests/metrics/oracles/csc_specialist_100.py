"""Service specialists once more, measured against their peers: thirteen rows of points."""

from fractions import Fraction
from random import Random
from typing import Any

SCHEME = "csc-specialist-100"
SETTINGS: dict[str, object] = {
    "hard_indicators": "by_peers",
    "handle_time_full_at": 180,
    "handle_time_zero_at": 420,
    "satisfaction_full_at": "95%",
    "satisfaction_zero_at": "75%",
}
RATED = {
    "supervisor_score": 5, "collection_points": 5, "attendance_points": 10, "work_attitude": 10,
    "warmth": 5, "adaptability": 5, "relationship": 10, "time_management": 5,
}  # fmt: skip
COUNTED = ("contacts_handled", "tickets_solved", "customers_served")
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: Random) -> Forms:
    return {(f"a{number}", "2026-05"): _form(dice) for number in range(dice.randint(1, 5))}


def _form(dice: Random) -> dict[str, Any]:
    form: dict[str, Any] = {name: dice.choice([0, 20, dice.randint(0, 60)]) for name in COUNTED}
    form["aht_seconds"] = dice.choice(
        [0, 179, 180, 181, 419, 420, 421, f"{dice.randint(0, 900)}/2"]
    )
    form["csat_rate"] = dice.choice(
        ["3/4", "19/20", "74.9%", "95.1%", 0, 1, f"{dice.randint(0, 40)}/40"]
    )
    for name, most in RATED.items():
        form[name] = dice.choice([0, most, f"{dice.randint(0, 4 * most)}/4"])
    form["warmth"] = dice.choice([form["warmth"]] * 9 + [None, "5.01", -1])
    return form


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    complete = [form for form in forms.values() if form["warmth"] is not None]
    means = {
        name: Fraction(sum(one[name] for one in complete), len(complete)) if complete else None
        for name in COUNTED
    }
    answers: dict[tuple[str, str], dict[str, Any]] = {}
    for who, form in forms.items():
        warm = form["warmth"]
        if warm is None or not 0 <= Fraction(warm) <= 5 or not all(means.values()):
            answers[who] = {"score": None, "state": "incomplete"}
            continue
        hard = sum(
            10 * min(Fraction(1), form[name] / Fraction(means[name] or 1)) for name in COUNTED
        )
        hard += 5 * _between(Fraction(form["aht_seconds"]), 420, 180)
        hard += 10 * _between(_share(form["csat_rate"]) * 100, 75, 95)
        rated = {name: Fraction(form[name]) for name in RATED}
        hard += sum(list(rated.values())[:3])
        soft = sum(list(rated.values())[3:])
        answers[who] = {"score": hard + soft, "block.hard": hard, "block.soft": soft}
    return answers


def _share(written: object) -> Fraction:
    text = str(written)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _between(value: Fraction, nothing: int, everything: int) -> Fraction:
    return min(Fraction(1), max(Fraction(0), (value - nothing) / (everything - nothing)))
