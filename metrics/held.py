"""A start, a floor and a ceiling: "30 points, 2 off for each, until none is left"."""

from metrics.exact import Exact, signed
from metrics.mark import Mark
from metrics.mechanism import Arguments
from metrics.number import Fraction


class Held(Arguments):
    """Arguments that several mechanisms share; without them points stand as they are."""

    start: Exact = Fraction(0)
    least: Exact | None = None
    most: Exact | None = None
    full: Exact | None = None

    def held(self, mark: Mark) -> Mark:
        """The mark with the start added and the limits kept, and its rule saying so."""
        total = self.start + mark.points
        points = self.within(total)
        rule = self.from_start(mark.rule)
        if self.start:
            rule = f"{rule} = {signed(total)}"
        if points != total:
            rule = f"{rule} → {signed(points)}"
        return mark._replace(points=points, rule=rule)

    def within(self, points: Fraction) -> Fraction:
        if self.least is not None:
            points = max(points, self.least)
        return points if self.most is None else min(points, self.most)

    def full_mark(self, otherwise: Fraction) -> Fraction:
        """What the row is worth: as declared, its ceiling, its start, or what the rule can give."""
        if self.full is not None:
            return self.full
        if self.most is not None:
            return self.most
        return self.start if self.start > 0 else max(otherwise, Fraction(0))

    def limits(self) -> tuple[str, ...]:
        """The limits as a form prints them."""
        least = f"≥ {signed(self.least)}" if self.least is not None else ""
        most = f"≤ {signed(self.most)}" if self.most is not None else ""
        text = " · ".join(limit for limit in (least, most) if limit)
        return (text,) if text else ()

    def from_start(self, rule: str) -> str:
        return f"{signed(self.start)}{_joined(rule)}" if self.start else rule


def _joined(term: str) -> str:
    return f" − {term[1:]}" if term.startswith("−") else f" + {term}"
