"""What the second calculations of the four ready forms share: plain arithmetic, written by hand."""

import random
from fractions import Fraction as F
from typing import Any

Form = dict[str, Any]
NOTHING = "n/a"  # 0 of 0


def even(value: F, zero: F, full: F) -> F:
    """Points of 100 between the value that earns nothing and the one that earns all."""
    return min(max((value - zero) / (full - zero), F(0)), F(1)) * 100


def total(weighed: list[tuple[int, F | None]], beside: F) -> F:
    """Rows of (weight, points of 100); those without points give their weight to the others."""
    counted = sum(weight for weight, points in weighed if points is not None)
    earned = sum((weight * points for weight, points in weighed if points is not None), F(0))
    return max(earned / counted + beside, F(0))


def grade(score: F) -> str:
    return "A" if score >= 90 else "B" if score >= 80 else "C" if score >= 70 else "D"


def cents(amount: F) -> F:
    """To the cent, half up."""
    return F((2 * amount * 100 + 1) // 2, 100)


def mean(values: list[Any]) -> F | None:
    return F(sum(F(one) for one in values)) / len(values) if values else None


def known(form: Form, name: str) -> F | None:
    value = form.get(name)
    return None if value is None or value == NOTHING else F(value)


def attendance(form: Form, full: int, late: int, absent: int) -> F:
    """Points of 100 of a row that starts full and is used up."""
    left = F(full) - late * F(form["late_count"]) - absent * F(form["absence_days"])
    return max(left, F(0)) / full * 100


def near(dice: random.Random, *edges: object) -> F | str:
    """An edge, a hair beside it, anything around, or 0 of 0."""
    edge = F(str(dice.choice(edges)))
    kind = dice.random()
    if kind < 0.05:
        return NOTHING
    if kind < 0.35:
        return edge
    if kind < 0.55:
        return max(edge + dice.choice([-1, 1]) * F(1, 10_000), F(0))
    return edge * F(dice.randint(0, 20), 10)


def share(dice: random.Random, *edges: object) -> F | str:
    value = near(dice, *edges)
    return value if isinstance(value, str) else min(value, F(1))


def conduct(dice: random.Random) -> Form:
    """What people enter at month end of everybody."""
    form: Form = {
        "qc_score": [dice.randint(0, 100) for _ in range(dice.choice([0, 1, 2, 3, 10]))],
        "late_count": dice.choice([0, 0, 1, 2, 6]),
        "absence_days": dice.choice([0, 0, F(1, 2), 1, 3]),
        "verified_complaints": dice.choice([None, 0, 0, 1, 2]),
        "praise_count": dice.choice([None, 0, 1, 3, 4]),
    }
    if dice.random() < 0.7:
        form["exam_score"] = dice.choice([0, 100, F(dice.randint(0, 1000), 10)])
    return form


def beside(form: Form) -> F:
    praise = min(known(form, "praise_count") or F(0), F(3))
    return praise - 3 * (known(form, "verified_complaints") or F(0))
