"""After-sales staff once more: 70 and 30 by the month, half-year and year, losses, tenure."""

from fractions import Fraction
from random import Random
from typing import Any

SCHEME = "aftersales-70-30"
SETTINGS: dict[str, object] = {}
SCORES = ("attendance_score", "field_score", "rework_score", "expense_score")
MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]
WINDOWS = {"2026-H1": MONTHS[:6], "2026-H2": MONTHS[6:], "2026": MONTHS}
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: Random) -> Forms:
    tenure = dice.choice([-3, 0, 2, 5, 6, 30])
    losses = dice.choice([0, 0, 0.05, 0.2])
    forms: Forms = {}
    for place, month in enumerate(MONTHS):
        if tenure + place < 0 or (month[-2:] not in ("06", "12") and dice.random() < 0.1):
            continue  # not here yet, or no form at all
        forms["a", month] = _form(dice, tenure + place, losses)
    forms |= {("b", month): _form(dice, 40, 0) for month in ("2026-06", "2026-12")}
    return forms


def _form(dice: Random, months: int, losses: float) -> dict[str, Any]:
    form: dict[str, Any] = {
        name: dice.choice([0, 100, 80, f"{dice.randint(0, 200)}/2"]) for name in SCORES
    }
    form["expense_score"] = dice.choice([form["expense_score"]] * 15 + [None, 101])
    form["months_employed"] = months
    form["qualitative"] = dice.choice([None, 0, 100, f"{dice.randint(0, 300)}/3"])
    form["veto_events"] = 1 if dice.random() < losses else dice.choice([None, 0])
    form["field_trips"] = [
        f"{dice.choice([0, 4, 5, 6, 74, 75, 76, 90])}/10" for _ in range(dice.randint(0, 5))
    ]
    return form


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    answers: dict[tuple[str, str], dict[str, Any]] = {}
    for who, form in forms.items():
        if form["months_employed"] < 6:
            answers[who] = {"score": None, "state": "not_appraised"}
        elif _quantitative(form) is None:
            answers[who] = {"score": None, "state": "incomplete"}
        else:
            answers[who] = {"score": _month(form), "block.field_hours": _hours(form)}
    for agent in ("a", "b"):
        for window, months in WINDOWS.items():
            due = [
                (agent, month)
                for month in months
                if "block.field_hours" in answers.get((agent, month), {})
            ]
            result = _together([forms[who] for who in due])
            if result is not None:
                answers[agent, window] = {"score": result}
    return answers


def _quantitative(form: dict[str, Any]) -> Fraction | None:
    given = [form[name] for name in SCORES if form[name] is not None]
    if len(given) < 4 or any(Fraction(one) > 100 for one in given):
        return None
    return sum((Fraction(one) for one in given), Fraction(0)) / 4


def _month(form: dict[str, Any]) -> Fraction:
    if form["veto_events"]:
        return Fraction(0)
    quantitative = _quantitative(form) or Fraction(0)
    if form["qualitative"] is None:
        return quantitative
    return (7 * quantitative + 3 * Fraction(form["qualitative"])) / 10


def _together(forms: list[dict[str, Any]]) -> Fraction | None:
    if any(form["veto_events"] for form in forms):
        return Fraction(0)
    readings = [Fraction(form["qualitative"]) for form in forms if form["qualitative"] is not None]
    if not readings:
        return None
    months = [_quantitative(form) or Fraction(0) for form in forms]
    mean = sum(months, Fraction(0)) / len(months)
    return (7 * mean + 3 * sum(readings, Fraction(0)) / len(readings)) / 10


def _hours(form: dict[str, Any]) -> Fraction:
    trips = [Fraction(trip) for trip in form["field_trips"] if Fraction(trip) > 0]
    return sum((min(Fraction(15, 2), max(Fraction(1, 2), trip)) for trip in trips), Fraction(0))
