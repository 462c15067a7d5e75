"""Each: one rule applied to every event or sample of the period, and the points added up."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pydantic import Field

from metrics.exact import plain, signed
from metrics.formula import Formula
from metrics.held import Held
from metrics.mark import Mark, Reading
from metrics.mechanism import Arguments
from metrics.number import Fraction
from metrics.saying import said

if TYPE_CHECKING:
    from metrics.step import Inner


class Waived(Arguments):
    """The first few events of a kind are let off; `or_none`: all count once there are more.

    Inputs carry no dates, so the largest are let off: the order of rows must not decide.
    """

    when: Formula
    first: int = Field(ge=1)
    or_none: bool = False


class Each(Held):
    """The input holds many values. `held_out` keeps an event out until somebody approves it."""

    of: "Inner"
    waived: Waived | None = None
    held_out: Formula | None = None

    @property
    def full_points(self) -> Fraction:
        return self.full_mark(Fraction(0))

    def mark(self, reading: Reading) -> Mark:
        counted, waiting = self._counted(reading)
        marks = [
            self.of.mechanism.mark(Reading(reading.name, value, reading.facts)) for value in counted
        ]
        terms = " + ".join(signed(mark.points) for mark in marks) or "0"
        notes = tuple(note for mark in marks for note in mark.notes)
        if waiting:
            values = ", ".join(plain(value) for value in waiting)
            notes = (*notes, said("appraisal", "held_out", values=values))
        total = sum((mark.points for mark in marks), Fraction(0))
        return self.held(Mark(total, terms, notes=notes))

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        rules = self.of.mechanism.standard(name, named)
        waived = (f"≤ {self.waived.first} × ({self.waived.when.text}) → 0",) if self.waived else ()
        return (self.from_start("Σ"), *rules, *waived, *self.limits())

    def _counted(self, reading: Reading) -> tuple[list[Fraction], list[Fraction]]:
        """Events that count, and those that wait for an approval."""
        known: dict[str, Any] = {
            name: one for name, one in reading.facts.values.items() if one is not None
        }
        waiting = [one for one in reading.events if self._waits(known | {"x": one})]
        counted = [one for one in reading.events if not self._waits(known | {"x": one})]
        if self.waived is None:
            return counted, waiting
        small = [one for one in counted if self.waived.when.holds(known | {"x": one})]
        if len(small) > self.waived.first and self.waived.or_none:
            return counted, waiting
        let_off = small[: self.waived.first]
        for one in let_off:
            counted.remove(one)
        return counted, waiting

    def _waits(self, known: dict[str, Any]) -> bool:
        if self.held_out is None:
            return False
        return all(name in known for name in self.held_out.names) and self.held_out.holds(known)
