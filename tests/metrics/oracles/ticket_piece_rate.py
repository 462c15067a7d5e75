"""Piece rates, the team's mean and the quarter's award once more, in fen."""

import random
from fractions import Fraction
from typing import Any

SCHEME = "ticket-piece-rate"
SETTINGS: dict[str, object] = {}
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    forms: Forms = {}
    for agent in "abcd"[: dice.randint(1, 4)]:
        for month in ("2026-02", "2026-03", "2026-04"):
            if dice.random() < 0.8:
                forms[agent, month] = {
                    "phone_tickets": dice.choice([0, 1, 1800, 2000, 2400, 2600]),
                    "im_tickets": dice.choice([0, 1, 500, 900, 1000]),
                    "conduct_score": dice.choice([60, 80, 95, 100]),
                    "service_complaints": dice.choice([0, 0, 0, 1]),
                }
    return forms


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    fen = {w: 20 * form["phone_tickets"] + 10 * form["im_tickets"] for w, form in forms.items()}
    answers = {}
    for agent, month in forms:
        together = [amount for (_, when), amount in fen.items() if when == month]
        mine = Fraction(fen[agent, month])
        if sum(together) > 50_000 * len(together):
            mine = mine * 50_000 * len(together) / sum(together)
        rounded = (2 * mine.numerator + mine.denominator) // (2 * mine.denominator)
        answers[agent, month] = {
            "score": forms[agent, month]["conduct_score"],
            "pay.before_cap": Fraction(fen[agent, month], 100),
            "pay.appraisal_wage": Fraction(rounded, 100),
            "awards": _awards(forms, agent, month),
        }
    return answers


def _awards(forms: Forms, agent: str, month: str) -> tuple[str, ...]:
    """February and March are one quarter and March ends it; April begins another."""
    if month != "2026-03":
        return ()
    quarter: dict[str, list[dict[str, Any]]] = {}
    for (who, when), form in forms.items():
        if when != "2026-04" and (who, "2026-03") in forms:
            quarter.setdefault(who, []).append(form)
    means = {
        who: Fraction(sum(form["conduct_score"] for form in months), len(months))
        for who, months in quarter.items()
        if not any(form["service_complaints"] for form in months)
    }
    best = [who for who, mean in means.items() if mean == max(means.values())]
    return ("quarterly",) if best == [agent] else ()
