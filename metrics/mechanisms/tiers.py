"""Tiers: the interval that holds the value gives the points."""

from collections.abc import Callable
from functools import cached_property
from typing import Literal

from pydantic import model_validator

from metrics.exact import Exact, plain, signed
from metrics.held import Held
from metrics.interval import Interval, seams
from metrics.mark import Mark, Next, Reading, Unmarkable
from metrics.number import Fraction
from metrics.saying import said


class Tiers(Held):
    """Intervals as the form prints them; together they must hold every value exactly once.

    With a `start` the points of the bands are taken off it. `gaps: human` admits a form with
    holes: a value that falls into one goes to a person; `gaps: whole` one that counts whole
    numbers only. `overflow` says what becomes of a tier above the row's full mark: the mark is
    cut off (cap), all tiers shrink in proportion (scale) or by the excess (shift), or it counts
    as printed.
    """

    bands: dict[Interval, Exact]
    gaps: Literal["refuse", "human", "whole"] = "refuse"
    overflow: Literal["as_printed", "cap", "scale", "shift"] = "as_printed"

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

    @cached_property
    def full_points(self) -> Fraction:
        return self.full if self.full is not None else self.start or Fraction(100)

    @cached_property
    def counted(self) -> tuple[tuple[Interval, Fraction], ...]:
        """Tiers with the points that they give, after the rule for those above the full mark."""
        top = max(self.bands.values())
        return tuple((band, self._counted(points, top)) for band, points in self.bands.items())

    def mark(self, reading: Reading) -> Mark:
        for band, points in self.counted:
            if band.holds(reading.value):
                total = self.within(self.start + points)
                ahead = self._next(reading.value, points)
                return Mark(total, f"{band} → {self._counting(points, total)}", ahead)
        raise Unmarkable(said("appraisal", "no_tier", value=plain(reading.value)))

    def _counting(self, points: Fraction, total: Fraction) -> str:
        if not self.start and total == points:
            return signed(points)
        return f"{self.from_start(signed(points))} = {signed(total)}"

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        first = (f"{signed(self.start)} + …",) if self.start else ()
        return (*first, *(f"{band} → {signed(points)}" for band, points in self.counted))

    def _counted(self, points: Fraction, top: Fraction) -> Fraction:
        full = self.full_points
        if top <= full:
            return points
        match self.overflow:
            case "cap":
                return min(points, full)
            case "scale":
                return points * full / top
            case "shift":
                return max(points - (top - full), Fraction(0))
        return points

    def _next(self, value: Fraction, points: Fraction) -> Next | None:
        better = [(band, more) for band, more in self.counted if more > points]
        if not better:
            return None
        band, more = min(better, key=lambda tier: (tier[0].distance(value), tier[1]))
        return Next(needs=band.edge(value), gains=more - points)
