"""A KPI's value over some rows: sums first, then one division, with its uncertainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

import polars as pl

from dashboards.measure import Measure

Z = 1.959963984540054  # 95 %


@dataclass(frozen=True)
class Reading:
    measure: Measure
    numerator: float
    denominator: float | None
    n: int
    squares: float | None = None

    @property
    def value(self) -> float | None:
        """None where there is nothing to divide by: not zero, not a hundred per cent."""
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None

    @property
    def is_small(self) -> bool:
        return self.denominator is not None and self.n < self.measure.minimum_sample

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's for shares, the normal one for means; none for counts and ratios."""
        if not self.denominator or self.value is None:
            return None
        if self.measure.unit == "share" and 0 <= self.numerator <= self.denominator:
            return _wilson(self.numerator, self.denominator)
        if self.squares is None or self.n < 2:
            return None
        spread = max(self.squares - self.numerator**2 / self.n, 0.0) / (self.n - 1)
        half = Z * sqrt(spread / self.n)
        return max(self.value - half, 0.0), self.value + half


def total(frame: pl.DataFrame, measure: Measure) -> Reading | None:
    """All rows of the KPI as one; None where it has no row."""
    rows = frame.filter(pl.col("kpi") == measure.id)
    return _reading(rows, measure) if rows.height else None


def by_day(frame: pl.DataFrame, measure: Measure) -> dict[date, Reading]:
    rows = frame.filter(pl.col("kpi") == measure.id)
    return {
        day: _reading(part, measure)
        for (day,), part in rows.partition_by(
            "business_date", as_dict=True, maintain_order=True
        ).items()
        if isinstance(day, date)
    }


def calendar(readings: Mapping[date, Reading], last: date) -> list[date]:
    """Every day from the first reading to the last day shown, so that gaps stay gaps."""
    first = min(readings, default=last)
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def _reading(rows: pl.DataFrame, measure: Measure) -> Reading:
    denominators = rows["denominator"].drop_nulls()
    squares = rows["squares"].drop_nulls() if "squares" in rows.columns else pl.Series([])
    return Reading(
        measure=measure,
        numerator=float(rows["numerator"].sum()),
        denominator=float(denominators.sum()) if len(denominators) else None,
        n=int(rows["n"].sum()),
        squares=float(squares.sum()) if len(squares) else None,
    )


def _wilson(hits: float, cases: float) -> tuple[float, float]:
    share = hits / cases
    weight = 1 + Z**2 / cases
    middle = (share + Z**2 / (2 * cases)) / weight
    half = Z * sqrt(share * (1 - share) / cases + Z**2 / (4 * cases**2)) / weight
    return max(middle - half, 0.0), min(middle + half, 1.0)
