"""Shown: the value stands on the sheet and earns nothing."""

from collections.abc import Callable

from metrics.mark import Mark, Reading
from metrics.mechanism import Arguments
from metrics.number import Fraction


class Shown(Arguments):
    @property
    def full_points(self) -> Fraction:
        return Fraction(1)

    def mark(self, reading: Reading) -> Mark:
        return Mark(Fraction(0), "—")

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        return ("—",)
