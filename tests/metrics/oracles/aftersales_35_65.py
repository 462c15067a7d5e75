"""The after-sales form once more: seven rows of whole points to 5, rows to 20, 25 and 20."""

from fractions import Fraction
from random import Random
from typing import Any

SCHEME = "aftersales-35-65"
SETTINGS: dict[str, object] = {}
ATTITUDE = ("responsibility", "discipline", "initiative")
QUALITIES = ("loyalty", "cooperation", "innovation", "judgement")
PERFORMANCE = {"satisfaction": 20, "knowledge": 25, "adaptability": 20}


def draw(dice: Random) -> dict[tuple[str, str], dict[str, Any]]:
    form: dict[str, Any] = {name: dice.randint(0, 5) for name in (*ATTITUDE, *QUALITIES)}
    for name, most in PERFORMANCE.items():
        form[name] = dice.choice([0, most, f"{dice.randint(0, 4 * most)}/4"])
    spoilt = dice.choice([*ATTITUDE, *QUALITIES, *PERFORMANCE])
    form[spoilt] = dice.choice([form[spoilt]] * 9 + ["3/2", "9/2", 6, 26, -1, None])
    form["discipline_violations"] = dice.choice([None, 0, 1, 2])
    form["complaints"] = dice.choice([None, 0, 1])
    return {("a", "2026-01"): form}


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {who: _scored(form) for who, form in forms.items()}


def _scored(form: dict[str, Any]) -> dict[str, Any]:
    small = {name: form[name] for name in (*ATTITUDE, *QUALITIES)}
    legal = all(points in range(6) for points in small.values()) and all(
        form[name] is not None and 0 <= Fraction(form[name]) <= most
        for name, most in PERFORMANCE.items()
    )
    if not legal:
        return {"score": None, "state": "incomplete"}
    attitude = sum(small[name] for name in ATTITUDE)
    qualities = sum(small[name] for name in QUALITIES)
    performance = sum(Fraction(form[name]) for name in PERFORMANCE)
    return {
        "score": attitude + qualities + performance,
        "block.attitude": attitude,
        "block.qualities": qualities,
        "block.performance": performance,
        "state": "scored",
    }
