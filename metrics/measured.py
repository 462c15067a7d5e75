"""A KPI's value made from sums: exact, with its interval, its state and a reason for no value."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from metrics.histogram import Histogram, quantile, quantile_interval
from metrics.kpi import QUANTILES, Kpi
from metrics.label import Label, Language
from metrics.number import Fraction
from metrics.uncertainty import normal, wilson

State = Literal["provisional", "final"]
Json = str | int | float | None

NO_RECORDS = Label(en="no records in the log", zh="日志中没有记录")
NOTHING_TO_DIVIDE_BY = Label(
    en="nothing to divide by: no record counts for the denominator",
    zh="分母为零：没有可计入分母的记录",
)


@dataclass(frozen=True)
class Sums:
    """What was added up; the denominator of a count is None."""

    numerator: Fraction
    denominator: Fraction | None
    n: int
    squares: Fraction | None = None

    def scaled(self, scale: int) -> "Sums":
        """Seconds as minutes or hours."""
        squares = None if self.squares is None else self.squares / scale**2
        return Sums(self.numerator / scale, self.denominator, self.n, squares)

    def over(self, other: "Sums") -> "Sums":
        """One ratio over another, still as one fraction; n is that of the upper one."""
        return Sums(
            self.numerator * (1 if other.denominator is None else other.denominator),
            other.numerator * (1 if self.denominator is None else self.denominator),
            self.n,
        )


@dataclass(frozen=True)
class Measured:
    """One KPI for one combination of names; `sums` is None where the log has nothing.

    `histogram` stands beside the sums of times; a quantile has nothing else.
    """

    kpi: Kpi
    names: tuple[tuple[str, str | None], ...]
    sums: Sums | None
    state: State
    histogram: Histogram | None = None

    @property
    def value(self) -> Fraction | None:
        if self.kpi.quantile is not None:
            return self._at(self.kpi.quantile)
        if self.sums is None or self.sums.denominator == 0:
            return None
        return self.sums.numerator / (1 if self.sums.denominator is None else self.sums.denominator)

    @property
    def reason(self) -> Label | None:
        if self.sums is None:
            return NO_RECORDS
        return NOTHING_TO_DIVIDE_BY if self.sums.denominator == 0 else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 %: Wilson's for shares, the normal one for means, ranks for quantiles; or none."""
        sums = self.sums
        if self.kpi.quantile is not None:
            ends = quantile_interval(self.histogram or {}, self.kpi.quantile)
            return ends and (ends[0] / self.kpi.scale, ends[1] / self.kpi.scale)
        if sums is None or not sums.denominator:
            return None
        if self.kpi.kind == "share":
            return wilson(float(sums.numerator), float(sums.denominator))
        if self.kpi.kind == "mean" and sums.squares is not None:
            return normal(sums.numerator, sums.squares, int(sums.denominator))
        return None

    def row(self, language: Language) -> dict[str, Json]:
        """As `deskmark kpis get` prints it."""
        low, high = self.interval or (None, None)
        value, sums = self.value, self.sums
        row: dict[str, Json] = {"kpi": self.kpi.id, **dict(self.names)}
        row["value"] = json_number(value)
        if self.histogram is not None and self.kpi.quantile is None:
            for name, share in QUANTILES.items():
                row[name] = json_number(self._at(share))
        has_numerator = sums is not None and self.kpi.quantile is None
        row["numerator"] = json_number(sums.numerator if sums and has_numerator else None)
        row["denominator"] = json_number(sums.denominator if sums else None)
        row |= {"n": sums.n if sums else 0, "low": low, "high": high}
        row |= {"state": self.state, "unit": self.kpi.unit}
        if self.reason:
            row["reason"] = self.reason.in_(language)
        return row

    def _at(self, share: Decimal) -> Fraction | None:
        seconds = quantile(self.histogram or {}, share)
        return None if seconds is None else seconds / self.kpi.scale


def json_number(number: Fraction | None) -> int | float | None:
    if number is None:
        return None
    return number.numerator if number.denominator == 1 else float(number)


def sums_of(
    numerator: Decimal, denominator: Decimal | None, n: int, squares: Decimal | None
) -> Sums:
    return Sums(
        Fraction(numerator),
        None if denominator is None else Fraction(denominator),
        n,
        None if squares is None else Fraction(squares),
    )
