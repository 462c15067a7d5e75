"""Total of: a row made of several parts, taken together and held within limits."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from metrics.exact import signed
from metrics.held import Held
from metrics.mark import Mark, Reading
from metrics.number import Fraction

if TYPE_CHECKING:
    from metrics.step import Step


class TotalOf(Held):
    """`start` 10 with parts of negative points is the form's "10 less 2 for each".

    `take: mean` is over the parts that have a value; `product` multiplies factors; `least` and
    `most` take the worst and the best part.
    """

    parts: dict[str, "Step"] = Field(min_length=1)
    take: Literal["sum", "mean", "product", "lowest", "highest"] = "sum"

    @property
    def full_points(self) -> Fraction:
        return self.full_mark(Fraction(100))

    def mark(self, reading: Reading) -> Mark:
        marks = [mark for part in self.parts.values() if (mark := part.mark(reading.facts))]
        taken = _taken(self.take, [mark.points for mark in marks])
        total = self.start + taken
        held = self.within(total)
        notes = tuple(note for mark in marks for note in mark.notes)
        rule = self._rule([mark.rule for mark in marks if mark.rule], total)
        return Mark(held, rule if held == total else f"{rule} → {signed(held)}", notes=notes)

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        parts = [part.standard(named) for part in self.parts.values()]
        rows = [row for part in parts for row in part]
        if self.take != "sum":
            return (*rows, *self.limits())
        if any(len(part) > 1 for part in parts):
            return (*((f"{signed(self.start)} + …",) if self.start else ()), *rows, *self.limits())
        return (_joined([signed(self.start), *rows] if self.start else rows), *self.limits())

    def _rule(self, terms: list[str], total: Fraction) -> str:
        if self.take != "sum":
            return f"{self.take}({', '.join(terms)}) = {signed(total)}"
        terms = ([signed(self.start)] if self.start else []) + terms
        return f"{_joined(terms)} = {signed(total)}" if len(terms) > 1 else _joined(terms)


def _taken(how: str, points: list[Fraction]) -> Fraction:
    if not points:
        return Fraction(0)
    match how:
        case "mean":
            return sum(points, Fraction(0)) / len(points)
        case "product":
            product = Fraction(1)
            for factor in points:
                product *= factor
            return product
        case "lowest":
            return min(points)
        case "highest":
            return max(points)
    return sum(points, Fraction(0))


def _joined(terms: list[str]) -> str:
    if not terms:
        return "—"
    first, *others = terms
    signed = (f" − {term[1:]}" if term.startswith("−") else f" + {term}" for term in others)
    return first + "".join(signed)
