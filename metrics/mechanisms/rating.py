"""Rating: a person's points count as they are, within the range of the row."""

from collections.abc import Callable
from typing import Literal

from metrics.exact import Exact, plain, signed
from metrics.interval import Interval
from metrics.label import Label
from metrics.mark import Mark, Reading, Unmarkable
from metrics.mechanism import Arguments
from metrics.number import Fraction
from metrics.saying import said


class Rating(Arguments):
    """`bands` name what the points mean, as shares of the most; they give no points themselves
    and stand beside them as a note.

    Points beyond the range go back to the person, or count as its nearer end (`beyond: cap`).
    """

    most: Exact
    least: Exact = Fraction(0)
    whole: bool = False
    bands: dict[Interval, Label] = {}
    beyond: Literal["refuse", "cap"] = "refuse"

    @property
    def full_points(self) -> Fraction:
        return self.most

    def mark(self, reading: Reading) -> Mark:
        value = reading.value
        held = min(max(value, self.least), self.most)
        if value != held and self.beyond == "refuse":
            raise Unmarkable(self._refused("out_of_range", value))
        if self.whole and value.denominator != 1:
            raise Unmarkable(self._refused("not_whole_points", value))
        names = tuple(name for band, name in self.bands.items() if band.holds(held / self.most))
        written = signed(value) if value == held else f"{signed(value)} → {signed(held)}"
        return Mark(held, written, notes=names)

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        bands = (
            f"{band.text.replace('x', f'x ÷ {plain(self.most)}')}: {word.en} {word.zh}"
            for band, word in self.bands.items()
        )
        return (f"{named(name)} ({plain(self.least)}–{plain(self.most)})", *bands)

    def _refused(self, key: str, value: Fraction) -> Label:
        return said(
            "appraisal", key, value=plain(value), least=plain(self.least), most=plain(self.most)
        )
