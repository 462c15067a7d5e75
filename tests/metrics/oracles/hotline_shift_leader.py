"""Shift leaders once more: team 40 + 20 + 10, exam 5, culture 5, key work 20, less lapses."""

from fractions import Fraction
from random import Random
from typing import Any

SCHEME = "hotline-shift-leader"
SETTINGS: dict[str, object] = {}
RATED = (("ab_item", 20), ("de_item", 10), ("team_culture", 5))
MONTHS = ("2026-02", "2026-03", "2026-04")  # two quarters meet


def draw(dice: Random) -> dict[tuple[str, str], dict[str, Any]]:
    return {("a", month): _form(dice) for month in MONTHS}


def _form(dice: Random) -> dict[str, Any]:
    form: dict[str, Any] = {
        "members": [f"{dice.randint(0, 1050)}/10" for _ in range(dice.randint(0, 6))],
        "exam_score": dice.choice([None, 69, 70, 71, 89, 90, 91, f"{dice.randint(650, 950)}/10"]),
        "attendance_deduction": f"{dice.randint(0, 9)}/2",
    }
    for name, most in RATED:
        form[name] = dice.choice([0, most, f"{dice.randint(0, 10 * most)}/10"])
    for name in ("report_errors", "supervision_lapses", "monitoring_errors"):
        form[name] = dice.choice([0, 1, 2, 3, 4, 5, 6, 7])
    for name in ("other_work_lapses", "floor_lapses"):
        form[name] = dice.randint(0, 4)
    return form


def answer(forms: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    exams: dict[str, Any] = {}
    for (_, month), form in forms.items():  # the newest of the quarter counts in all its months
        if form["exam_score"] is not None:
            exams["Q1" if month <= "2026-03" else "Q2"] = form["exam_score"]
    answers: dict[tuple[str, str], dict[str, Any]] = {}
    for who, form in forms.items():
        exam = exams.get("Q1" if who[1] <= "2026-03" else "Q2")
        if exam is None or not form["members"]:
            answers[who] = {"score": None, "state": "incomplete"}
            continue
        members = [Fraction(one) for one in form["members"]]
        team = min(Fraction(40), Fraction(40, 100) * sum(members) / len(members))
        team += Fraction(form["ab_item"]) + Fraction(form["de_item"])
        key_work = max(0, 5 - 2 * form["report_errors"]) + max(0, 5 - form["supervision_lapses"])
        key_work += max(0, 10 - 2 * form["monitoring_errors"])
        lapses = form["other_work_lapses"] + 2 * form["floor_lapses"]
        less = lapses + Fraction(form["attendance_deduction"])
        points = min(max((Fraction(exam) - 70) / 4, Fraction(0)), Fraction(5))
        answers[who] = {
            "score": team + points + Fraction(form["team_culture"]) + key_work - less,
            "block.team": team,
            "block.key_work": key_work,
            "block.deductions": -less,
            "state": "scored",
        }
    return answers
