"""Per event: so many points for each one counted; negative points deduct."""

from collections.abc import Callable

from metrics.exact import Exact, signed
from metrics.held import Held
from metrics.mark import Mark, Reading
from metrics.number import Fraction


class PerEvent(Held):
    points: Exact

    @property
    def full_points(self) -> Fraction:
        return self.full_mark(self.points)

    def mark(self, reading: Reading) -> Mark:
        rule = f"{signed(self.points)} × {signed(reading.value)}"
        return self.held(Mark(self.points * reading.value, rule))

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        return (self.from_start(f"{signed(self.points)} × {named(name)}"), *self.limits())
