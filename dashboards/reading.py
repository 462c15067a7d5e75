"""A KPI's value over some rows: sums first, then one division, with its uncertainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from dashboards.measure import Measure
from metrics.number import Fraction
from metrics.uncertainty import normal, wilson

# The decimals that the warehouse keeps: their sum does not depend on the order of the rows.
EXACT = pl.Decimal(38, 6)


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
        """Wilson's for shares, the normal one for means; none for the rest."""
        if self.measure.kind == "share" and self.denominator:
            return wilson(self.numerator, self.denominator)
        if self.measure.kind == "mean" and self.squares is not None:
            return normal(Fraction(self.numerator), Fraction(self.squares), self.n)
        return None


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
        numerator=_total(rows["numerator"]),
        denominator=_total(denominators) if len(denominators) else None,
        n=int(rows["n"].sum()),
        squares=_total(squares) if len(squares) else None,
    )


def _total(column: pl.Series) -> float:
    return float(column.cast(EXACT).sum() or 0)
