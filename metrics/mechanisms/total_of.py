"""Total of: a row made of several parts, added to a start and held within limits."""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import Field

from metrics.exact import Exact, signed
from metrics.mark import Mark, Reading
from metrics.mechanism import Arguments

if TYPE_CHECKING:
    from metrics.step import Step


class TotalOf(Arguments):
    """`start` 10 with parts of negative points is the form's "10 less 2 for each"."""

    parts: dict[str, "Step"] = Field(min_length=1)
    full: Exact
    start: Exact = Fraction(0)
    least: Exact | None = None
    most: Exact | None = None

    def mark(self, reading: Reading) -> Mark:
        marks = [mark for part in self.parts.values() if (mark := part.mark(reading.facts))]
        total = self.start + sum((mark.points for mark in marks), Fraction(0))
        held = self._held(total)
        terms = ([signed(self.start)] if self.start else []) + [
            mark.rule for mark in marks if mark.rule
        ]
        rule = f"{_joined(terms)} = {signed(total)}" if len(terms) > 1 else _joined(terms)
        notes = tuple(note for mark in marks for note in mark.notes)
        return Mark(held, rule if held == total else f"{rule} → {signed(held)}", notes=notes)

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        rows = [row for part in self.parts.values() for row in part.standard(named)]
        terms = [signed(self.start), *rows] if self.start else rows
        least = f"≥ {signed(self.least)}" if self.least is not None else ""
        most = f"≤ {signed(self.most)}" if self.most is not None else ""
        limits = " · ".join(limit for limit in (least, most) if limit)
        return (_joined(terms), *([limits] if limits else []))

    def _held(self, total: Fraction) -> Fraction:
        if self.least is not None:
            total = max(total, self.least)
        return total if self.most is None else min(total, self.most)


def _joined(terms: list[str]) -> str:
    if not terms:
        return "—"
    first, *others = terms
    signed = (f" − {term[1:]}" if term.startswith("−") else f" + {term}" for term in others)
    return first + "".join(signed)
