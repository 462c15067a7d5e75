"""Values of few records drawn towards the mean of their peers, as far as their noise asks for it.

Empirical Bayes with the moment estimate of DerSimonian and Laird (Controlled Clinical Trials 7,
1986): a value with sampling variance σ² keeps the share τ² / (τ² + σ²) of its distance from the
mean of its peers, where τ² is how much the peers truly differ. Never done unless asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.measured import Measured, Sums

NAME = "empirical_bayes"


@dataclass(frozen=True)
class Shrunk:
    """The drawn value, and the share of its own distance that it kept."""

    value: float
    kept: float


def shrink(peers: Sequence[Measured]) -> list[Shrunk | None]:
    """One per row, in order; None for what has no value or is neither a share nor a mean.

    The rows are peers of one another: one KPI, and the same names but for the person.
    """
    known = [one.sums for one in peers if one.sums and _is_shrinkable(one)]
    middle = _mean(known)
    if middle is None:
        return [None] * len(peers)
    within = _variance_of_one(known, peers[0].kpi.kind, middle)
    between = _between(known, within, middle)
    return [
        _drawn(one.sums, within, between, middle) if one.sums and _is_shrinkable(one) else None
        for one in peers
    ]


def _is_shrinkable(one: Measured) -> bool:
    return one.kpi.kind in ("share", "mean") and one.value is not None


def _mean(known: Sequence[Sums]) -> float | None:
    total = sum(one.denominator or 0 for one in known)
    return float(sum(one.numerator for one in known) / total) if total else None


def _variance_of_one(known: Sequence[Sums], kind: str, middle: float) -> float:
    """Of a single record: binomial for a share, pooled within the peers for a mean."""
    if kind == "share":
        return middle * (1 - middle)
    freedom = sum(float(one.denominator or 0) for one in known) - len(known)
    if freedom <= 0:
        return 0.0
    spread = sum(
        (one.squares or 0) - one.numerator * one.numerator / (one.denominator or 1) for one in known
    )
    return max(float(spread) / freedom, 0.0)


def _between(known: Sequence[Sums], within: float, middle: float) -> float:
    if within <= 0 or len(known) < 2:
        return 0.0
    weights = [float(one.denominator or 0) / within for one in known]
    apart = sum(
        weight * (_value(one) - middle) ** 2 for weight, one in zip(weights, known, strict=True)
    )
    scale = sum(weights) - sum(weight * weight for weight in weights) / sum(weights)
    return max((apart - (len(known) - 1)) / scale, 0.0) if scale > 0 else 0.0


def _drawn(sums: Sums, within: float, between: float, middle: float) -> Shrunk:
    noise = within / float(sums.denominator or 1)
    kept = between / (between + noise) if between + noise > 0 else 1.0
    return Shrunk(middle + kept * (_value(sums) - middle), kept)


def _value(sums: Sums) -> float:
    return float(sums.numerator / (sums.denominator or 1))
