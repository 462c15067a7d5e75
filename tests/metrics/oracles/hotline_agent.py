"""Hotline agents once more: three posts, each with its peers and its band for the voice menu."""

from fractions import Fraction
from random import Random
from typing import Any

SCHEME = "hotline-agent"
SETTINGS: dict[str, object] = {
    "satisfaction_weight": 10,
    "trigger_weight": 5,
    "fcr_weight": 10,
    "fcr_zero_at": "60%",
    "fcr_full_at": "90%",
}
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: Random) -> Forms:
    return {(f"a{number}", "2026-01"): _form(dice) for number in range(dice.randint(1, 6))}


def _form(dice: Random) -> dict[str, Any]:
    def near(*edges: int) -> str:
        """Hundredths of a per cent, at an edge or just beside it."""
        return f"{max(0, dice.choice(edges) + dice.choice([-1, 0, 0, 1, 37, -37]))}/10000"

    return {
        "role": dice.choice(["ordinary", "ordinary", "skill", "vip"]),
        "qc_score": dice.choice([0, 30, f"{dice.randint(0, 300)}/10"]),
        "exam_score": dice.choice([0, 59, 60, 61, 89, 90, 91, 100]),
        "calls_answered": dice.choice([0, 800, 1000, 1200, dice.randint(0, 2000)]),
        "attendance_days": dice.choice([20, 20, 22, 10, "15.5", 0]),
        "satisfaction_rate": dice.choice(["n/a", *[near(9700, 9800, 9900) for _ in range(9)]]),
        "trigger_rate": near(2500, 2900, 3400),
        "fcr_rate": near(6000, 7500, 9000),
        "ivr_transfer_rate": near(190, 230, 310, 420, 0),
        "specialist_transfer_rate": near(80, 140, 180, 200),
        "attendance_points": dice.randint(0, 10),
        "discipline_points": dice.choice([None, *range(6)]),
    }


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    complete = {who: form for who, form in forms.items() if form["discipline_points"] is not None}
    answers: dict[tuple[str, str], dict[str, Any]] = {}
    for who, form in forms.items():
        peers = [one for one in complete.values() if one["role"] == form["role"]]
        calls = sum(one["calls_answered"] for one in peers)
        days = sum(Fraction(one["attendance_days"]) for one in peers)
        own_days = Fraction(form["attendance_days"])
        nothing = not calls or not days or not own_days
        if who not in complete or form["satisfaction_rate"] == "n/a" or nothing:
            answers[who] = {"score": None, "state": "incomplete"}
            continue
        volume = form["calls_answered"] / (Fraction(12, 10) * calls / days * own_days)
        answers[who] = {"score": _total(form, min(Fraction(1), volume)), "state": "scored"}
    return answers


def _total(form: dict[str, Any], volume: Fraction) -> Fraction:
    ivr = (310, 190) if form["role"] == "ordinary" else (420, 230)
    return (
        Fraction(form["qc_score"])
        + 10 * _between(form["exam_score"], 60, 90)
        + 10 * volume
        + 10 * _between(10000 * Fraction(form["satisfaction_rate"]), 9700, 9900)
        + 5 * _between(10000 * Fraction(form["trigger_rate"]), 2500, 3400)
        + 10 * _between(10000 * Fraction(form["fcr_rate"]), 6000, 9000)
        + 5 * _between(10000 * Fraction(form["ivr_transfer_rate"]), *ivr)
        + 5 * _between(10000 * Fraction(form["specialist_transfer_rate"]), 200, 80)
        + Fraction(form["attendance_points"] + form["discipline_points"])
    )


def _between(value: int | Fraction, nothing: int, everything: int) -> Fraction:
    share = Fraction(value - nothing) / (everything - nothing)
    return min(Fraction(1), max(Fraction(0), share))
