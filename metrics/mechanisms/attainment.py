"""Attainment: the share of the target that was reached, of the row's points."""

from collections.abc import Callable
from typing import Literal

from pydantic import field_validator

from metrics.exact import Exact, plain, signed
from metrics.mark import Mark, Next, Reading
from metrics.mechanism import Arguments
from metrics.number import Fraction


class Attainment(Arguments):
    """`better: lower` turns the share round: target over actual; nothing above `most` counts."""

    target: Exact
    points: Exact = Fraction(100)
    better: Literal["higher", "lower"] = "higher"
    most: Exact = Fraction(1)
    all_or_nothing: bool = False

    @field_validator("target")
    @classmethod
    def _must_not_be_negative(cls, target: Fraction, info: object) -> Fraction:
        if target < 0:
            raise ValueError("a target must not be below 0.")
        return target

    @property
    def full_points(self) -> Fraction:
        return self.points

    def mark(self, reading: Reading) -> Mark:
        share = min(self._share(reading.value), self.most)
        if self.all_or_nothing:
            share = Fraction(int(share >= 1))
        better = Next(self.target, self.points * (1 - share)) if share < 1 else None
        rule = f"{signed(self.points)} × {plain(share)} ({self._sign()} {plain(self.target)})"
        return Mark(self.points * share, rule, better)

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        over = f"{named(name)} ÷ {plain(self.target)}"
        under = f"{plain(self.target)} ÷ {named(name)}"
        share = over if self.better == "higher" else under
        return (
            f"{named(name)} {self._sign()} {plain(self.target)}",
            f"{signed(self.points)} × {share}",
        )

    def _share(self, value: Fraction) -> Fraction:
        """How much of the target: a target of 0 is reached or not, never divided by."""
        if self.better == "higher" and self.target:
            return max(value / self.target, Fraction(0))
        if self.better == "higher":
            return Fraction(int(value >= 0))
        return Fraction(1) if value <= self.target else self.target / value

    def _sign(self) -> str:
        return "≥" if self.better == "higher" else "≤"
