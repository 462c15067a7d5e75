"""Hotline agents once more, by hand: a quarter of sheets, and the stars told month by month."""

import random
from fractions import Fraction as F
from typing import Any

from tests.metrics.forms import months
from tests.metrics.plain_sheet import (
    attendance,
    beside,
    cents,
    conduct,
    even,
    grade,
    known,
    mean,
    near,
    share,
    total,
)  # fmt: skip

SCHEME = "inbound-hotline"
SETTINGS: dict[str, Any] = {}
Forms = dict[tuple[str, str], dict[str, Any]]
ORDER = ["none", "one", "two", "three"]
BONUS = {"none": 0, "one": 100, "two": 200, "three": 400}


def draw(dice: random.Random) -> Forms:
    forms: Forms = {}
    for agent in ("a", "b", "c"):
        good = dice.random() < 0.6
        for period in months(7, dice.choice(["2026-01", "2026-03"])):
            forms[agent, period] = _form(dice, good)
    return forms


def _form(dice: random.Random, good: bool) -> dict[str, Any]:
    form = {
        "calls_answered": dice.choice([100, 100, 90, 40, 0] if not good else [100, 100, 95]),
        "aht_seconds": near(dice, 90, 330, 450),
        "wrap_seconds": near(dice, 40, 120),
        "missed_offer_rate": share(dice, "0.02", "0.15"),
        "call_csat_rate": share(dice, "0.75", "0.95"),
        **conduct(dice),
    }
    if good:
        form |= {"call_csat_rate": F(95, 100), "missed_offer_rate": F(1, 100), "aht_seconds": 200,
                 "wrap_seconds": 30, "qc_score": [dice.choice([90, 98, 100])], "exam_score": 95,
                 "late_count": 0, "absence_days": 0}  # fmt: skip
    return form


def answer(forms: Forms) -> Forms:
    scores = {whom: _score(form, _average(forms, whom[1])) for whom, form in forms.items()}
    answers: Forms = {}
    for agent in sorted({agent for agent, _ in forms}):
        own = sorted(period for one, period in forms if one == agent)
        star = False
        for period in own:
            score, month = scores[agent, period], int(period[5:])
            if month % 3 == 0:
                quarter = [f"{period[:5]}{month - back:02d}" for back in (2, 1, 0)]
                star = all(scores.get((agent, one), F(0)) >= 90 for one in quarter)
            level = "two" if score >= 85 else "one" if score >= 75 else "none"
            level = "three" if star else level
            if known(forms[agent, period], "verified_complaints"):
                level = ORDER[max(ORDER.index(level) - 1, 0)]
                star = False
            answers[agent, period] = {
                "score": score, "grade": grade(score), "level": level,
                "pay.performance": cents(15 * min(score, F(100))),
                "pay.star": F(BONUS[level]),
            }  # fmt: skip
    return answers


def _average(forms: Forms, period: str) -> F:
    calls = [F(form["calls_answered"]) for (_, one), form in forms.items() if one == period]
    return sum(calls, F(0)) / len(calls)


def _score(form: dict[str, Any], average: F) -> F:
    happy, time = known(form, "call_csat_rate"), known(form, "aht_seconds")
    wrap, rings = known(form, "wrap_seconds"), known(form, "missed_offer_rate")
    work = F(form["calls_answered"]) / average if average else None
    return total(
        [
            (25, None if happy is None else even(happy, F(75, 100), F(95, 100))),
            (20, mean(form["qc_score"])),
            (15, None if work is None else even(work, F(4, 10), F(1))),
            (10, None if time is None else _handled(time)),
            (5, None if wrap is None else even(wrap, F(120), F(40))),
            (10, None if rings is None else even(rings, F(15, 100), F(2, 100))),
            (5, known(form, "exam_score")),
            (10, attendance(form, 10, 2, 10)),
        ],
        beside(form),
    )


def _handled(seconds: F) -> F:
    if seconds < 90 or seconds > 450:
        return F(60)
    return F(100) if seconds <= 330 else F(80)
