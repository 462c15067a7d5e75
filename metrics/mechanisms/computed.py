"""Computed: points by a formula over the value x and everything else that is known."""

from collections.abc import Callable

from metrics.exact import signed
from metrics.formula import Formula
from metrics.held import Held
from metrics.mark import Mark, Reading, Unmarkable
from metrics.number import Fraction
from metrics.saying import said


class Computed(Held):
    """For what no other mechanism says; the linter cannot look into it."""

    points: Formula

    @property
    def full_points(self) -> Fraction:
        return self.full_mark(Fraction(100))

    def mark(self, reading: Reading) -> Mark:
        known = {name: one for name, one in reading.facts.values.items() if one is not None}
        known["x"] = reading.value
        missing = [name for name in self.points.names if name not in known]
        if missing:
            raise Unmarkable(said("appraisal", "formula_lacks", names=", ".join(missing)))
        try:
            points = self.points.number(known)
        except ZeroDivisionError:
            raise Unmarkable(said("appraisal", "person_decides")) from None
        return self.held(Mark(points, f"{self.points.text} = {signed(points)}"))

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        over = (f"x = {named(name)}",) if name else ()
        return (self.from_start(self.points.text), *over, *self.limits())
