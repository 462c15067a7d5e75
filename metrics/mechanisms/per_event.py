"""Per event: so many points for each one counted; negative points deduct."""

from collections.abc import Callable
from fractions import Fraction

from metrics.exact import Exact, plain
from metrics.mark import Mark, Reading
from metrics.mechanism import Arguments


class PerEvent(Arguments):
    points: Exact

    @property
    def full(self) -> Fraction:
        return max(self.points, Fraction(0))

    def mark(self, reading: Reading) -> Mark:
        rule = f"{plain(self.points)} × {plain(reading.value)}"
        return Mark(self.points * reading.value, rule)

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        return (f"{plain(self.points)} × {named(name)}",)
