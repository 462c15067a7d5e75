"""Linear: points grow evenly from the value that earns nothing to the one that earns all."""

from collections.abc import Callable

from pydantic import model_validator

from metrics.exact import Exact, plain, signed
from metrics.mark import Mark, Next, Reading
from metrics.mechanism import Arguments
from metrics.number import Fraction


class Linear(Arguments):
    """`full_at` below `zero_at` is how "lower is better" is written; ends score the same anyhow."""

    zero_at: Exact
    full_at: Exact
    points: Exact = Fraction(100)

    @model_validator(mode="after")
    def _needs_two_values(self) -> "Linear":
        if self.zero_at == self.full_at:
            raise ValueError("zero_at and full_at must differ; a cliff is written with tiers.")
        return self

    @property
    def full_points(self) -> Fraction:
        return self.points

    def mark(self, reading: Reading) -> Mark:
        along = (reading.value - self.zero_at) / (self.full_at - self.zero_at)
        share = min(max(along, Fraction(0)), Fraction(1))
        better = None if share == 1 else Next(self.full_at, self.points * (1 - share))
        return Mark(self.points * share, f"{self._band()} × {plain(share)}", better)

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        return (self._band(), named(name))

    def _band(self) -> str:
        points = signed(self.points)
        return f"{points} ({plain(self.zero_at)} → 0, {plain(self.full_at)} → {points})"
