"""A question answered from the sums at every place: by names, of some, between two days."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tests.metrics.brute_force.clock import DAY, Clock
from tests.metrics.brute_force.people import People
from tests.metrics.brute_force.tally import Book, Place, Sum, Tally

Names = tuple[str | None, ...]
STOCKS = ("backlog",)
DERIVED = {"aov_index": ("aov", "shop_aov")}
PERSONAL = ("agent", "team")


@dataclass(frozen=True)
class Asked:
    kpi: str
    by: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None

    @property
    def for_everybody(self) -> "Asked":
        by = tuple(name for name in self.by if name not in PERSONAL)
        where = {name: values for name, values in self.where.items() if name not in PERSONAL}
        return Asked(self.kpi, by, where, self.first, self.last)


@dataclass(frozen=True)
class Answerer:
    tally: Tally
    clock: Clock
    people: People

    def answer(self, asked: Asked) -> dict[Names, Sum]:
        """Sums by the names asked for; names with nothing to count are left out."""
        if asked.kpi.endswith((":median", ":p90")):
            mean = asked.kpi.rpartition(":")[0]
            return self.answer(replace(asked, kpi=mean))
        if asked.kpi in DERIVED:
            return self._one_over_another(asked)
        is_fine = asked.kpi.startswith("service_level") or "half_hour" in asked.by
        return self._added_up(self.tally.half_hours if is_fine else self.tally.days, asked)

    def _added_up(self, book: Book, asked: Asked) -> dict[Names, Sum]:
        found: dict[Names, Sum] = {}
        ends = self._period_ends(book, asked)
        for (kpi, place), sum_ in book.items():
            day = place.day or date.min
            is_asked = kpi == asked.kpi and (asked.first or date.min) <= day <= (
                asked.last or date.max
            )
            if not is_asked or not all(
                self._name(place, name) in values for name, values in asked.where.items()
            ):
                continue
            names = tuple(self._name(place, name) for name in asked.by)
            if kpi not in STOCKS or day in ends:
                found[names] = found.get(names, Sum()).plus(sum_)
        return {names: sum_ for names, sum_ in found.items() if sum_}

    def _period_ends(self, book: Book, asked: Asked) -> set[date]:
        """The days on which a stock is read: the last of each period that is listed."""
        kept = [place.day for (kpi, place) in book if kpi in STOCKS and place.day]
        if not kept or asked.kpi not in STOCKS:
            return set()
        day, last = asked.first or min(kept), min(asked.last or date.max, max(kept))
        ends: dict[Names, date] = {}
        while day <= last:
            place = Place(day)
            periods = [name for name in asked.by if name in ("day", "week", "month")]
            ends[tuple(self._name(place, name) for name in periods)] = day
            day += DAY
        return set(ends.values())

    def _one_over_another(self, asked: Asked) -> dict[Names, Sum]:
        """An agent's own value over that of the whole shop, from the sums of both."""
        upper, lower = DERIVED[asked.kpi]
        above = self.answer(Asked(upper, asked.by, asked.where, asked.first, asked.last))
        everybody = asked.for_everybody
        whole = Asked(lower, everybody.by, everybody.where, asked.first, asked.last)
        below = self.answer(whole)
        places = [asked.by.index(name) for name in everybody.by]
        found: dict[Names, Sum] = {}
        for names, own in above.items():
            of_all = below.get(tuple(names[place] for place in places))
            if of_all is not None:
                found[names] = Sum(own.above * of_all.below, of_all.above * own.below)
        return found

    def _name(self, place: Place, name: str) -> str | None:
        day = place.day or date.min
        match name:
            case "team":
                return self.people.team_of(place.agent, place.day)
            case "day":
                return day.isoformat()
            case "week":
                year, week, _ = day.isocalendar()
                return f"{year}-W{week:02}"
            case "month":
                return f"{day:%Y-%m}"
            case "half_hour":
                shown = place.half_hour and self.clock.shows(place.half_hour)
                return f"{shown:%H:%M}" if shown else None
            case _:
                found: str | None = getattr(place, name)
                return found
