"""Rows added up again, and whether they are still the number that was scored."""

from collections.abc import Mapping
from dataclasses import dataclass

from assets.trace.chain import Part
from metrics.exact import exact, plain
from metrics.kpi import Kpi
from metrics.measured import Sums
from metrics.number import Fraction


@dataclass(frozen=True)
class Added:
    """`denominator` is None where the number is a sum, or where only its own part is known."""

    numerator: Fraction
    denominator: Fraction | None

    @property
    def text(self) -> str:
        if self.denominator is None:
            return plain(self.numerator)
        return f"{plain(self.numerator)} / {plain(self.denominator)}"


def added_up(
    is_ratio: bool, kpi: Kpi, kpis: Mapping[str, Kpi], parts: tuple[Part, ...]
) -> Added | None:
    """None: they do not add up to such a number at all, as with medians, stocks and peaks."""
    if not is_ratio:
        is_sum = kpi.kind == "count" and kpi.quantile is None
        return Added(_sums(kpi, parts).numerator, None) if is_sum else None
    if kpi.peers_of:
        return Added(_sums(kpis[kpi.peers_of], parts).numerator, None)
    if kpi.over:
        upper, lower = (kpis[name] for name in kpi.over)
        sums = _sums(upper, parts).over(_sums(lower, parts))
    else:
        sums = _sums(kpi, parts)
    return Added(sums.numerator, sums.denominator or Fraction(0))


def agrees(
    sums: Added | None, value: str | None, numerator: str | None, denominator: str | None
) -> bool | None:
    """None where there is nothing to compare."""
    if sums is None or (numerator is None and value is None):
        return None
    if sums.denominator is None:
        return sums.numerator == exact(numerator if numerator is not None else value or "0")
    return (sums.numerator, sums.denominator) == (exact(numerator), exact(denominator or "0"))


def _sums(kpi: Kpi, parts: tuple[Part, ...]) -> Sums:
    own = [part for part in parts if part.kpi.id == kpi.id]
    under = [part.denominator for part in own if part.denominator is not None]
    numerator = sum((part.numerator for part in own), start=exact("0"))
    denominator = sum(under, start=exact("0")) if under else None
    return Sums(numerator, denominator, 0).scaled(kpi.scale)
