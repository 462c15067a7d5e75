"""Tiers: the interval that holds the value gives the points."""

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from pydantic import model_validator

from metrics.exact import Exact, plain, signed
from metrics.interval import Interval, seams
from metrics.mark import Mark, Next, Reading, Unmarkable
from metrics.mechanism import Arguments
from metrics.saying import said


class Tiers(Arguments):
    """Intervals as the form prints them; together they must hold every value exactly once.

    `gaps: human` admits a form with holes: a value that falls into one goes to a person.
    """

    bands: dict[Interval, Exact]
    full: Exact = Fraction(100)
    gaps: Literal["refuse", "human"] = "refuse"

    @model_validator(mode="after")
    def _hold_every_value_once(self) -> "Tiers":
        if not self.bands:
            raise ValueError("a tier table needs at least one tier.")
        overlaps, gaps = seams(list(self.bands))
        if overlaps:
            raise ValueError(f"{'; '.join(overlaps)}; a value must have one tier.")
        if gaps and self.gaps == "refuse":
            raise ValueError(f"{'; '.join(gaps)}; close the gap, or write gaps: human.")
        return self

    def mark(self, reading: Reading) -> Mark:
        for band, points in self.bands.items():
            if band.holds(reading.value):
                return Mark(points, f"{band} → {signed(points)}", self._next(reading.value, points))
        raise Unmarkable(said("appraisal", "no_tier", value=plain(reading.value)))

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        return tuple(f"{band} → {signed(points)}" for band, points in self.bands.items())

    def _next(self, value: Fraction, points: Fraction) -> Next | None:
        better = [(band, more) for band, more in self.bands.items() if more > points]
        if not better:
            return None
        band, more = min(better, key=lambda tier: (tier[0].distance(value), tier[1]))
        return Next(needs=band.edge(value), gains=more - points)
