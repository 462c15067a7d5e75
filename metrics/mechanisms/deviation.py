"""Deviation: points for every step by which a value passes one mark or falls short of another."""

from collections.abc import Callable
from math import floor

from pydantic import Field, model_validator

from metrics.exact import Exact, plain, signed
from metrics.held import Held
from metrics.mark import Mark, Reading
from metrics.mechanism import Arguments
from metrics.number import Fraction


class Slope(Arguments):
    """So many points for every step beyond the mark; negative points deduct."""

    of: Exact = Field(alias="from")
    points: Exact
    every: Exact = Field(default=Fraction(1), gt=0)


class Deviation(Held):
    """Between the two marks nothing happens. `whole` counts full steps only."""

    above: Slope | None = None
    below: Slope | None = None
    whole: bool = False

    @model_validator(mode="after")
    def _needs_a_slope(self) -> "Deviation":
        if self.above is None and self.below is None:
            raise ValueError("write above, below or both.")
        if self.above and self.below and self.below.of > self.above.of:
            raise ValueError("below.from lies over above.from: a value would be on both sides.")
        return self

    @property
    def full_points(self) -> Fraction:
        return self.full_mark(Fraction(0))

    def mark(self, reading: Reading) -> Mark:
        value = reading.value
        if self.above and value > self.above.of:
            mark = self._beyond(self.above, value - self.above.of, f"x > {plain(self.above.of)}")
        elif self.below and value < self.below.of:
            mark = self._beyond(self.below, self.below.of - value, f"x < {plain(self.below.of)}")
        else:
            mark = Mark(Fraction(0), "0")
        return self.held(mark)

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        rules = [
            f"x {sign} {plain(slope.of)}: {signed(slope.points)} / {plain(slope.every)}"
            for sign, slope in ((">", self.above), ("<", self.below))
            if slope
        ]
        return (self.from_start(named(name)) if self.start else named(name), *rules, *self.limits())

    def _beyond(self, slope: Slope, by: Fraction, where: str) -> Mark:
        steps = by / slope.every
        if self.whole:
            steps = Fraction(floor(steps))
        return Mark(slope.points * steps, f"{signed(slope.points)} × {plain(steps)} ({where})")
