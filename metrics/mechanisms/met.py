"""Met: an item of a checklist earns all its points or none."""

from collections.abc import Callable

from metrics.exact import Exact, signed
from metrics.mark import Mark, Reading
from metrics.mechanism import Arguments
from metrics.number import Fraction


class Met(Arguments):
    points: Exact = Fraction(100)
    otherwise: Exact = Fraction(0)

    @property
    def full_points(self) -> Fraction:
        return max(self.points, self.otherwise)

    def mark(self, reading: Reading) -> Mark:
        met = reading.value != 0
        points = self.points if met else self.otherwise
        return Mark(points, f"{'✓' if met else '✗'} → {signed(points)}")

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        return (f"✓ {named(name)} → {signed(self.points)}", f"✗ → {signed(self.otherwise)}")
