"""The pre-sales rubric once more: every rater's sheet by itself, 40 to 60, the best of a group."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "taobao-presales-rubric-40-60"
SETTINGS: dict[str, Any] = {"good_mark": 80}
ROWS: dict[str, tuple[int, dict[str, int]]] = {
    "discipline": (20, {"none": 6, "few": 5, "rule_broken": 5, "notice": 4, "more": 0}),
    "handling": (10, {"independent": 3, "average": 2, "hidden": 2, "bad_effect": 1, "hides": 0}),
    "coordination": (
        10,
        {"praised": 2, "by_managers": 2, "good": 2, "when_needed": 1, "warned": 1, "refuses": 0},
    ),
    "passion": (10, {"infectious": 5, "good": 3, "cold": 2}),
    "promotion": (16, {"active": 7, "passive": 5, "unwilling": 4}),
    "summary": (10, {"adopted": 5, "often": 3, "none": 2}),
}
LINES = {"diligent": 5, "chat_skill": 4, "fast_reply": 3, "tasks_done": 3, "spot_check": 4}
YES = {"all_four": 4, "one_no": 3, "two_no": 2, "three_no": 1, "repeatedly": 0}
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    """Few levels and few people, so that scores are often equal."""
    return {(agent, "2026-04"): _form(dice) for agent in "abcd"}


def _form(dice: random.Random) -> dict[str, Any]:
    def both(words: list[Any]) -> dict[str, Any]:
        first = [words[0]] * 6
        return {rater: dice.choice([*first, *words]) for rater in ("self", "supervisor")}

    form: dict[str, Any] = {name: both(list(levels)) for name, (_, levels) in ROWS.items()}
    form |= {name: both([True, False]) for name in LINES}
    form["complaint_handling"] = both(list(YES))
    form["verified_complaints"] = dice.choice([0, 0, 1])
    for name in ("late_count", "early_leave_count", "leave_days", "absence_days"):
        if dice.random() < 0.95:
            form[name] = dice.choice([0, 0, 0, 0, 0, 1])
    return form


def _sheet(form: dict[str, Any], rater: str) -> Fraction:
    total = Fraction(0)
    for name, (most, levels) in ROWS.items():
        total += Fraction(most * levels[form[name][rater]], max(levels.values()))
    total += sum(points for name, points in LINES.items() if form[name][rater])
    return total + Fraction(5 * YES[form["complaint_handling"][rater]], 4)


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    places = {}
    for whom, form in forms.items():
        supervisor = _sheet(form, "supervisor")
        score = (40 * _sheet(form, "self") + 60 * supervisor) / 100
        places[whom] = score, supervisor, -form["verified_complaints"]
        days = [
            form.get(name)
            for name in ("late_count", "early_leave_count", "leave_days", "absence_days")
        ]
        full = None if None in days else 0 if any(days) else 50
        found[whom] = {"score": score, "pay.full_attendance": full}
    best = [whom for whom, place in places.items() if place == max(places.values())]
    for whom, one in found.items():
        wins = best == [whom] and one["score"] >= 80
        one |= {"awards": ("best",) if wins else (), "pay.best_award": 200 if wins else 0}
    return found
