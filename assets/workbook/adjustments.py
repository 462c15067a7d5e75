"""What an agent's sheet says of earlier periods that changed after they were closed."""

import json
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from metrics.exact import exact, shown
from metrics.label import Language
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.words import words


class Adjustment(NamedTuple):
    """As score.adjustments keeps it."""

    of_period: str
    what: str
    was: str | None
    now: str | None
    difference: str | None
    causes: str


def adjusted(
    scheme: Scheme, adjustments: Sequence[Adjustment], language: Language
) -> tuple[str, ...]:
    """One text per period: from what to what, and which inputs changed."""
    return tuple(
        _text(scheme, period, list(rows), language)
        for period, rows in groupby(adjustments, key=lambda one: one.of_period)
    )


def paid_later(
    scheme: Scheme, adjustments: Sequence[Adjustment], language: Language
) -> tuple[tuple[str, Decimal], ...]:
    """Each amount of pay by itself, for a desk that pays them."""
    return tuple(
        (
            said("workbook", "adjusted_pay", period=one.of_period,
                 amount=_name(scheme, one.what, language)).in_(language),
            Decimal(one.difference),
        )
        for one in adjustments
        if one.what.startswith("pay:") and one.difference is not None
    )  # fmt: skip


def _text(scheme: Scheme, period: str, rows: list[Adjustment], language: Language) -> str:
    changes = [_change(scheme, one, language) for one in rows]
    causes = {
        f"{_input(scheme, cause['input'], language)} {cause['was'] or '—'} → {cause['now'] or '—'}"
        for one in rows
        for cause in json.loads(one.causes)
    }
    key = "adjusted_because" if causes else "adjusted"
    return said("workbook", key, period=period, changes="; ".join(changes),
                causes="; ".join(sorted(causes))).in_(language)  # fmt: skip


def _change(scheme: Scheme, one: Adjustment, language: Language) -> str:
    name = _name(scheme, one.what, language)
    if one.difference is None or one.was is None or one.now is None:
        return f"{name} {one.was or '—'} → {one.now or '—'}"
    by = exact(one.difference)
    sign = "+" if by > 0 else "−"
    return f"{name} {shown(exact(one.was))} → {shown(exact(one.now))} ({sign}{shown(abs(by))})"


def _name(scheme: Scheme, what: str, language: Language) -> str:
    key = what.removeprefix("pay:")
    if what.startswith("pay:"):
        return scheme.pay[key].label.in_(language) if key in scheme.pay else key
    return words("workbook", key, language)


def _input(scheme: Scheme, name: object, language: Language) -> str:
    declared = scheme.inputs.get(str(name))
    return declared.label.in_(language) if declared else str(name)
