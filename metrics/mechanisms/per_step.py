"""Per step: points for every full step of a count, such as one for every five notes."""

from collections.abc import Callable
from math import floor

from pydantic import field_validator

from metrics.exact import Exact, plain, signed
from metrics.held import Held
from metrics.mark import Mark, Reading
from metrics.number import Fraction


class PerStep(Held):
    """`carry` lets what is left over count towards the next period's first step."""

    every: Exact
    points: Exact
    carry: bool = False

    @field_validator("every")
    @classmethod
    def _must_be_positive(cls, every: Fraction) -> Fraction:
        if every <= 0:
            raise ValueError("a step must be above 0.")
        return every

    @property
    def full_points(self) -> Fraction:
        return self.full_mark(self.points)

    def mark(self, reading: Reading) -> Mark:
        before = sum((one.value for one in reading.earlier), Fraction(0))
        left_over = before % self.every if self.carry else Fraction(0)
        steps = floor((left_over + reading.value) / self.every)
        counted = f"({plain(left_over)} + {plain(reading.value)})" if left_over else None
        rule = f"{signed(self.points)} × ⌊{counted or plain(reading.value)} ÷ {plain(self.every)}⌋"
        return self.held(Mark(self.points * steps, rule))

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        rule = f"{signed(self.points)} × ⌊{named(name)} ÷ {plain(self.every)}⌋"
        return (self.from_start(rule), *self.limits())
