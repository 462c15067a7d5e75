"""Pre-sales chat agents once more: by hand, with the best of the team found by comparing pairs."""

import random
from fractions import Fraction as F
from typing import Any

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

SCHEME = "taobao-presales"
SETTINGS: dict[str, Any] = {}
Whom = tuple[str, str]
Forms = dict[Whom, dict[str, Any]]


def draw(dice: random.Random) -> Forms:
    return {(f"a{number}", "2026-03"): _form(dice) for number in range(dice.choice([2, 3, 12]))}


def _form(dice: random.Random) -> dict[str, Any]:
    return {
        "inquiry_conversion_rate": share(dice, "0.45", "0.75"),
        "order_pay_rate": share(dice, "0.75", "0.95"),
        "aov_index": near(dice, "1.1", 1, "0.9"),
        "first_response_seconds": near(dice, 20, 40, 60, 90),
        "average_response_seconds": near(dice, 20, 90),
        "chat_reply_rate": share(dice, "0.9", "0.99"),
        "net_sales": dice.choice([0, -50, 1000, 2000, F(dice.randint(0, 3_000_00), 100)]),
        "sales_target": dice.choice([0, 1000, 2000]),
        **conduct(dice),
    }


def answer(forms: Forms) -> Forms:
    scores = {whom: _score(form) for whom, form in forms.items()}
    return {whom: _result(whom, forms, scores) for whom in forms}


def _reached(form: dict[str, Any]) -> F | None:
    target = F(form["sales_target"])
    return F(form["net_sales"]) / target if target else None


def _score(form: dict[str, Any]) -> F:
    conversion, pay = known(form, "inquiry_conversion_rate"), known(form, "order_pay_rate")
    worth, wait = known(form, "aov_index"), known(form, "first_response_seconds")
    reply, reached = known(form, "chat_reply_rate"), _reached(form)
    return total(
        [
            (25, None if conversion is None else even(conversion, F(45, 100), F(75, 100))),
            (20, None if reached is None else even(reached, F(1, 2), F(1))),
            (10, None if pay is None else even(pay, F(75, 100), F(95, 100))),
            (10, None if worth is None else _worth(worth)),
            (10, None if wait is None else _wait(wait)),
            (5, None if reply is None else even(reply, F(90, 100), F(99, 100))),
            (10, mean(form["qc_score"])),
            (5, known(form, "exam_score")),
            (5, attendance(form, 5, 1, 5)),
        ],
        beside(form),
    )


def _worth(index: F) -> F:
    if 10 * index >= 11:
        return F(100)
    if index >= 1:
        return F(85)
    return F(70) if 10 * index >= 9 else F(50)


def _wait(seconds: F) -> F:
    for limit, points in ((20, 100), (40, 85), (60, 70), (90, 50)):
        if seconds <= limit:
            return F(points)
    return F(0)


def _result(
    whom: tuple[str, str], forms: Forms, scores: dict[tuple[str, str], F]
) -> dict[str, Any]:
    form, score = forms[whom], scores[whom]
    sold, reached = F(form["net_sales"]), _reached(form)
    rate = F(6, 1000) if reached is not None and reached >= 1 else F(4, 1000)
    return {
        "score": score,
        "grade": grade(score),
        "pay.performance": cents(15 * min(score, F(100))),
        "pay.commission": None if reached is None else cents(max(F(0), sold) * rate),
        "pay.best_of_team": F(300) if _is_best(whom, forms, scores) else F(0),
    }


def _is_best(whom: Whom, forms: Forms, scores: dict[Whom, F]) -> bool:
    """Alone above everybody else who may have it; a group of three at least."""
    able = [
        one for one, form in forms.items()
        if scores[one] >= 85 and not (known(form, "verified_complaints") or 0)
    ]  # fmt: skip
    if len(forms) < 3 or whom not in able:
        return False
    own = scores[whom], F(forms[whom]["net_sales"])
    return all(own > (scores[one], F(forms[one]["net_sales"])) for one in able if one != whom)
