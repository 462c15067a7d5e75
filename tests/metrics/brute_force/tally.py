"""Sums per KPI and place: what was counted, on which day, for whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction

Number = Fraction | int


@dataclass(frozen=True)
class Place:
    """Where a record counts; a day of None is nowhere."""

    day: date | None
    agent: str | None = None
    shop: str | None = None
    queue: str | None = None
    channel: str | None = None
    half_hour: datetime | None = None  # start, in UTC


@dataclass
class Sum:
    """Above and below the line; single values of a mean; who was counted already."""

    above: Fraction = Fraction(0)
    below: Fraction = Fraction(0)
    values: list[Fraction] = field(default_factory=list)
    seen: set[object] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.above or self.below)

    def plus(self, other: "Sum") -> "Sum":
        return Sum(
            self.above + other.above, self.below + other.below, [*self.values, *other.values]
        )


Book = dict[tuple[str, Place], Sum]


class Tally:
    """Two books: by day and person, and by queue and half hour."""

    def __init__(self) -> None:
        self.days: Book = {}
        self.half_hours: Book = {}

    def add(self, kpi: str, place: Place, above: Number, below: Number = 0) -> None:
        """Counts in the book of days, and where the half hour is known in that one too."""
        for sum_ in self._at(kpi, place):
            sum_.above += above
            sum_.below += below

    def mean(self, kpi: str, place: Place, value: Fraction | None) -> None:
        """One value of a mean, where there is one."""
        if value is None:
            return
        for sum_ in self._at(kpi, place):
            sum_.above += value
            sum_.below += 1
            sum_.values.append(value)

    def highest(self, kpi: str, place: Place, value: Number) -> None:
        """Keeps the highest of all values."""
        for sum_ in self._at(kpi, place):
            sum_.above = max(sum_.above, Fraction(value))

    def once(
        self, kpi: str, place: Place, who: object, above: Number = 0, below: Number = 0
    ) -> None:
        """The same as `add`, but the same one at the same place counts a single time."""
        for sum_ in self._at(kpi, place):
            if who not in sum_.seen:
                sum_.seen.add(who)
                sum_.above += above
                sum_.below += below

    def of_queue(self, kpi: str, place: Place, above: Number, below: Number) -> None:
        """Counts by queue and half hour alone."""
        if place.day is None:
            return
        key = (kpi, replace(place, agent=None, channel=None))
        sum_ = self.half_hours.setdefault(key, Sum())
        sum_.above += above
        sum_.below += below

    def _at(self, kpi: str, place: Place) -> Iterable[Sum]:
        if place.day is None:
            return
        yield self.days.setdefault((kpi, replace(place, half_hour=None)), Sum())
        if place.half_hour is not None:
            queue = replace(place, agent=None, channel=None)
            yield self.half_hours.setdefault((kpi, queue), Sum())

    def take_in(self, other: "Tally") -> None:
        """Another desk's sums: its people, shops and queues are others."""
        for mine, theirs in ((self.days, other.days), (self.half_hours, other.half_hours)):
            for key, sum_ in theirs.items():
                mine[key] = mine.get(key, Sum()).plus(sum_)

    @property
    def kpis(self) -> set[str]:
        return {kpi for book in (self.days, self.half_hours) for (kpi, _), s in book.items() if s}
