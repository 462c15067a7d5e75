"""Per event: so many points for each one counted; negative points deduct."""

from collections.abc import Callable
from fractions import Fraction

from metrics.exact import Exact, signed
from metrics.mark import Mark, Reading
from metrics.mechanism import Arguments


class PerEvent(Arguments):
    points: Exact

    @property
    def full(self) -> Fraction:
        return max(self.points, Fraction(0))

    def mark(self, reading: Reading) -> Mark:
        rule = f"{signed(self.points)} × {signed(reading.value)}"
        return Mark(self.points * reading.value, rule)

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        return (f"{signed(self.points)} × {named(name)}",)
