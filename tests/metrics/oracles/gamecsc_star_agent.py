"""The star sheet once more: points in whole hundredths, and levels told month by month."""

import random
from fractions import Fraction
from typing import Any

from tests.metrics.forms import months

SCHEME = "gamecsc-star-agent"
SETTINGS: dict[str, Any] = {}
Forms = dict[tuple[str, str], dict[str, Any]]
OFF = {
    "dress_findings": 5, "script_omissions": 2, "refusals": 5, "unclear_handovers": 3,
    "no_pardon": 5, "banned_phrases": 8, "not_mandarin": 3, "early_leave_count": 2,
    "personal_leave_days": 3, "off_post_accidents": 10, "absence_accidents": 20,
    "cleaning_failed": 3, "untidy_desk": 3, "outsiders": 10, "off_duty_things": 10,
    "unapproved_swaps": 5,
}  # fmt: skip
ACTIVITY = {"leave": 2, "late": 5, "absent": 8}
BONUS = {"ordinary": 0, "second": 30, "first": 60, "star": 100}
ORDER = list(BONUS)


def draw(dice: random.Random) -> Forms:
    forms: Forms = {}
    for agent in ("a", "b"):
        good = dice.random() < 0.6
        for period in months(7, dice.choice(["2026-01", "2026-08"])):
            forms[agent, period] = _form(dice, good)
    return forms


def _form(dice: random.Random, good: bool) -> dict[str, Any]:
    top = 100 if good else 96
    form: dict[str, Any] = {
        "exam_score": dice.choice([[top], [top, 90], [85, 90], [dice.randint(80, 100)]]),
        "customer_survey_rate": Fraction(dice.choice([100, 100, 95, 60]), 100),
        "peer_score": dice.choice([2, 2, 1]),
        "etiquette": dice.choice([8, 8, 5]),
        "ability": dice.choice([10, 10, 6]),
        "volume_vs_base": Fraction(
            dice.choice([1100, 1080, 1079, 1055, 1000, 999, 990, 940]), 1000
        ),
        "late_minutes": dice.choice([[], [], [], [30], [31], [60], [61], [10, 480]]),
        "activities": dice.choice([[], [], [], ["leave"], ["late", "absent"]]),
        "praise_letters": dice.choice([[], [], [5], [8, 6], [Fraction(11, 2)]]),
        "centre_complaints": dice.choice([0, 0, 0, 0, 1]),
        "certified_sick_days": dice.choice([0, 0, 1, Fraction(1, 2)]),
        "outstanding_praises": dice.choice([0, 0, 0, 1, 2, 3]),
        "wide_effect_complaints": dice.choice([0] * 8 + [1]),
        "veto_events": dice.choice([0] * 12 + [1]),
        "training_absences": dice.choice([0] * 20 + [1]),
    }
    form |= {name: 1 for name in OFF if dice.random() < (0.01 if good else 0.06)}
    if dice.random() < 0.3:
        form["objective_rater"] = dice.choice([2, 3, 4])
    return form


def points(form: dict[str, Any]) -> Fraction:
    exams = form["exam_score"]
    total: Fraction = Fraction(sum(exams), len(exams)) * Fraction(30, 100)
    total += 10 * form["customer_survey_rate"]
    daily = 20 - sum(price * form.get(name, 0) for name, price in OFF.items())
    daily -= sum(2 if minutes <= 30 else 15 for minutes in form["late_minutes"])
    daily -= sum(ACTIVITY[one] for one in form["activities"])
    total += max(Fraction(0), daily - Fraction(3, 10) * form["certified_sick_days"])
    total += 8 - 20 * form["centre_complaints"] + sum(form["praise_letters"])
    total += form["peer_score"] + form["etiquette"] + form["ability"]
    total += form.get("objective_rater", 0)
    thousandths = form["volume_vs_base"] * 1000
    whole = abs(thousandths - 1000) // 10
    volume = Fraction(16 + whole if thousandths > 1000 else 16 - whole, 2)
    return total + min(Fraction(12), max(Fraction(5), volume))


def answer(forms: Forms) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for agent in sorted({agent for agent, _ in forms}):
        periods = sorted(period for who, period in forms if who == agent)
        scores = [points(forms[agent, period]) for period in periods]
        levels = _levels(periods, scores, [forms[agent, period] for period in periods])
        for period, score, level in zip(periods, scores, levels, strict=True):
            found[agent, period] = {"score": score, "level": level, "pay.level_bonus": BONUS[level]}
    return found


def _levels(periods: list[str], scores: list[Fraction], forms: list[dict[str, Any]]) -> list[str]:
    levels: list[str] = []
    star, seconds, praises = False, 0, 0
    quarter_vetoed = year_cancelled = ""
    clean: list[bool] = []  # scored 95 and not barred, month by month
    for period, score, form in zip(periods, scores, forms, strict=True):
        year, month = period.split("-")
        quarter = f"{year} {(int(month) - 1) // 3}"
        praises = 0 if int(month) % 3 == 1 else praises
        reached = praises < 3 <= praises + form["outstanding_praises"]
        praises += form["outstanding_praises"]
        quarter_vetoed = quarter if form["veto_events"] else quarter_vetoed
        year_cancelled = year if form["training_absences"] else year_cancelled
        if quarter_vetoed == quarter or year_cancelled == year or min(form["exam_score"]) < 85:
            levels.append("ordinary")
            clean.append(False)
            star, seconds = False, 0
            continue
        clean.append(score >= 95)
        level = "first" if score >= 85 else "second" if score >= 70 else "ordinary"
        if int(month) % 3 == 0:
            star = len(clean) >= 3 and all(clean[-3:])
        level = "star" if star else level
        step = int(reached) - int(form["wide_effect_complaints"] > 0)
        star = star and step >= 0
        level = ORDER[max(0, min(3, ORDER.index(level) + step))]
        seconds = seconds + 1 if level == "second" else 0
        if seconds == 3:
            level, seconds = "ordinary", 0
        levels.append(level)
    return levels
