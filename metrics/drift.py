"""Drift: is what somebody did lately another thing than what they did before?

Lately against the 28 days before it, and against the same weekday of the four weeks before it.
The distance is counted in standard errors: two proportions for shares, Welch's for means, and for
counts the spread of the same weekday's or the days' own counts. From 3 on it is called a drift.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from metrics.kpi import Kpi
from metrics.measured import Sums
from metrics.number import Fraction

DAYS, WEEKS = 28, 4
NOTABLE = 3.0
Verdict = Literal["better", "worse", "other", "steady", "too_few"]


@dataclass(frozen=True)
class Drift:
    """`value` lately, `before`, and how many standard errors lie between; None: can't be told."""

    value: Fraction | None
    before: Fraction | None
    n: int
    n_before: int
    errors: float | None
    verdict: Verdict


def drift(kpi: Kpi, lately: Sums | None, before: Sequence[Sums]) -> Drift:
    """`lately` is one day; `before` are the days to set it against, each with its own sums.

    A count is set against the mean of those days, anything else against their total.
    """
    total = _total(before)
    value = _value(lately)
    n, n_before = (lately.n if lately else 0), (total.n if total else 0)
    if kpi.has_no_denominator:
        usual = Fraction(total.numerator, len(before)) if total else None
        errors = _of_counts(lately, before)
        enough = len(before) >= WEEKS
    else:
        usual = _value(total)
        errors = _apart(kpi, lately, total)
        enough = min(n, n_before) >= max(kpi.minimum_sample, 2)
    return Drift(value, usual, n, n_before, errors, _verdict(kpi, value, usual, errors, enough))


def _verdict(
    kpi: Kpi,
    value: Fraction | None,
    usual: Fraction | None,
    errors: float | None,
    enough: bool,
) -> Verdict:
    if value is None or usual is None or errors is None or not enough:
        return "too_few"
    if abs(errors) < NOTABLE:
        return "steady"
    if kpi.better == "neither":
        return "other"
    return "better" if (value > usual) == (kpi.better == "higher") else "worse"


def _apart(kpi: Kpi, lately: Sums | None, before: Sums | None) -> float | None:
    if lately is None or before is None or not lately.denominator or not before.denominator:
        return None
    gap = float(lately.numerator / lately.denominator - before.numerator / before.denominator)
    if kpi.kind == "share":
        pooled = float(
            (lately.numerator + before.numerator) / (lately.denominator + before.denominator)
        )
        spread = pooled * (1 - pooled) * float(1 / lately.denominator + 1 / before.denominator)
    elif kpi.kind == "mean":
        parts = [_error_squared(lately), _error_squared(before)]
        if None in parts:
            return None
        spread = sum(part for part in parts if part is not None)
    else:
        return None
    if spread <= 0:
        return 0.0 if gap == 0 else None
    return gap / sqrt(spread)


def _error_squared(sums: Sums) -> float | None:
    count = sums.denominator or Fraction(0)
    if sums.squares is None or count < 2:
        return None
    spread = sums.squares - sums.numerator * sums.numerator / count
    return max(float(spread / (count - 1) / count), 0.0)


def _of_counts(lately: Sums | None, before: Sequence[Sums]) -> float | None:
    """Against the days' own spread, at least that of chance alone (Poisson)."""
    if lately is None or len(before) < 2:
        return None
    counts = [float(one.numerator) for one in before]
    usual = sum(counts) / len(counts)
    spread = sum((count - usual) ** 2 for count in counts) / (len(counts) - 1)
    error = sqrt(max(spread, usual, 1.0) * (1 + 1 / len(counts)))
    return (float(lately.numerator) - usual) / error


def _value(sums: Sums | None) -> Fraction | None:
    if sums is None or sums.denominator == 0:
        return None
    return sums.numerator / (1 if sums.denominator is None else sums.denominator)


def _total(parts: Sequence[Sums]) -> Sums | None:
    if not parts:
        return None
    squares = [part.squares for part in parts]
    return Sums(
        sum((part.numerator for part in parts), Fraction(0)),
        None
        if parts[0].denominator is None
        else sum((part.denominator or Fraction(0) for part in parts), Fraction(0)),
        sum(part.n for part in parts),
        None if None in squares else sum((one for one in squares if one is not None), Fraction(0)),
    )
