"""Rating: a person's points count as they are, within the range of the row."""

from collections.abc import Callable
from fractions import Fraction

from metrics.exact import Exact, plain, signed
from metrics.mark import Mark, Reading, Unmarkable
from metrics.mechanism import Arguments
from metrics.saying import said


class Rating(Arguments):
    most: Exact
    least: Exact = Fraction(0)

    @property
    def full(self) -> Fraction:
        return self.most

    def mark(self, reading: Reading) -> Mark:
        if not self.least <= reading.value <= self.most:
            raise Unmarkable(
                said(
                    "appraisal",
                    "out_of_range",
                    value=plain(reading.value),
                    least=plain(self.least),
                    most=plain(self.most),
                )
            )
        return Mark(reading.value, signed(reading.value))

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        return (f"{named(name)} ({plain(self.least)}–{plain(self.most)})",)
