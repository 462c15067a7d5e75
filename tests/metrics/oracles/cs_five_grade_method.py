"""Five grades once more: a team over months, ranks by counting who is better, runs by hand."""

import random
from typing import Any

from tests.metrics.forms import months

SCHEME = "cs-five-grade-method"
SETTINGS: dict[str, Any] = {
    "sales_points": 40, "task_points": 30, "ability_points": 15, "attitude_points": 15,
    "grade_1_from": 90, "grade_2_from": 80, "grade_3_from": 70, "grade_4_from": 60,
    "pass_mark": 60,
}  # fmt: skip
Forms = dict[tuple[str, str], dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    forms: Forms = {}
    for agent in "abcd":
        for period in months(6, dice.choice(["2026-01", "2026-01", "2026-10"])):
            forms[agent, period] = {
                "sales_score": dice.choice([20, 30, 40]),
                "work_task": dice.choice([10, 20, 30]),
                "ability": dice.choice([10, 15]),
                "work_attitude": 15,
                "leave_days": dice.choice([0, 0, 10, 30]),
                "absence_days": dice.choice([0, 0, 0, 1, 20]),
                "position_wage": dice.randint(1000, 2000),
                "sales_commission": dice.randint(0, 900),
                "other_pay": dice.randint(-50, 100),
            }
    return forms


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    away: dict[Any, int] = {}
    for (agent, period), form in sorted(forms.items()):
        year = agent, period[:4]
        away[year] = away.get(year, 0) + form["leave_days"] + form["absence_days"]
        if away[year] > 60:
            found[agent, period] = {"score": None, "grade": None, "state": "not_appraised"}
            continue
        score = form["sales_score"] + form["work_task"] + form["ability"] + form["work_attitude"]
        grade = next((n for n, least in enumerate((90, 80, 70, 60), 1) if score >= least), 5)
        wage = form["position_wage"] + form["sales_commission"] + form["other_pay"]
        found[agent, period] = {"score": score, "grade": str(grade), "pay.wage": wage}
    runs: dict[str, int] = {}
    for agent, period in sorted(found, key=lambda whom: whom[1]):
        one = found[agent, period]
        if one["score"] is None:
            continue  # a month without appraisal neither counts nor breaks a run
        scores = [them["score"] for (_, when), them in found.items() if when == period]
        scores = [score for score in scores if score is not None]
        first = len(scores) >= 2 and one["score"] == max(scores)
        runs[agent] = runs.get(agent, 0) + 1 if first else 0
        one["pay.first_award"] = 200 if runs[agent] == 2 else 0
        runs[agent] %= 2
    return found
