"""A question answered from the sums at every place: by names, of some, between two days."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from tests.metrics.brute_force.clock import DAY, Clock
from tests.metrics.brute_force.people import People
from tests.metrics.brute_force.tally import Book, Place, Sum, Tally

Names = tuple[str | None, ...]
STOCKS = ("backlog",)
PEAKS = ("concurrent_chats_max",)
RATIOS = {
    "aov_index": ("aov", "shop_aov"),
    "sales_share": ("attributed_sales", "shop_sales"),
    "volume_vs_base": ("contacts_handled", "volume_base"),
    "callback_completion": ("callbacks_done", "callbacks_planned"),
    "sales_per_head": ("shop_sales", "headcount"),
    "sales_per_rep": ("shop_sales", "people_at_work"),
}
OF_EVERYBODY = ("shop_aov", "shop_sales", "headcount")
COUNTS = (
    "attributed_sales", "shop_sales", "headcount", "people_at_work", "contacts_handled",
    "volume_base", "callbacks_done", "callbacks_planned",
)  # fmt: skip
OVER_PEERS = {"volume_vs_peer_mean": "calls_handled"}
PEOPLE = ("people_at_work",)
DERIVED = RATIOS | OVER_PEERS
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
        return {names: sum_ for names, sum_ in self._sums(asked).items() if sum_}

    def _sums(self, asked: Asked) -> dict[Names, Sum]:
        if asked.kpi.endswith((":median", ":p90")):
            return self._sums(replace(asked, kpi=asked.kpi.rpartition(":")[0]))
        if asked.kpi in RATIOS:
            return self._one_over_another(asked)
        if asked.kpi in OVER_PEERS:
            return self._over_peers(replace(asked, kpi=OVER_PEERS[asked.kpi]))
        if asked.kpi in PEOPLE:
            return self._people(asked)
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
            if not (is_asked and sum_) or not all(
                self._name(place, name) in values for name, values in asked.where.items()
            ):
                continue
            names = tuple(self._name(place, name) for name in asked.by)
            if kpi not in STOCKS or day in ends:
                before = found.get(names, Sum())
                is_higher = sum_.above > before.above
                found[names] = (
                    (sum_ if is_higher else before) if kpi in PEAKS else before.plus(sum_)
                )
        return found

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

    def _people(self, asked: Asked) -> dict[Names, Sum]:
        """Everybody who did anything, each once, however many the days."""
        by = (*asked.by, "agent")
        found: dict[Names, set[str]] = {}
        for (*names, person), _ in self._added_up(self.tally.days, replace(asked, by=by)).items():
            found.setdefault(tuple(names), set()).update([person] if person else [])
        return {names: Sum(Fraction(len(people))) for names, people in found.items()}

    def _one_over_another(self, asked: Asked) -> dict[Names, Sum]:
        """From the sums of both; what the whole shop did is that of everybody."""
        upper, lower = RATIOS[asked.kpi]
        whole = asked.for_everybody if lower in OF_EVERYBODY else asked
        above = self._sums(replace(asked, kpi=upper))
        below = self._sums(replace(whole, kpi=lower))
        places = [asked.by.index(name) for name in whole.by]
        found: dict[Names, Sum] = {}
        for names, own in above.items():
            of_all = below.get(tuple(names[place] for place in places))
            if of_all is not None:
                own_below = Fraction(1) if upper in COUNTS else own.below
                all_below = Fraction(1) if lower in COUNTS else of_all.below
                found[names] = Sum(own.above * all_below, of_all.above * own_below)
        return found

    def _over_peers(self, asked: Asked) -> dict[Names, Sum]:
        """Over the mean of the people of the same team; who was in two is set against both."""
        by = asked.by if "team" in asked.by else (*asked.by, "team")
        where = {name: values for name, values in asked.where.items() if name != "agent"}
        person = by.index("agent")
        teams: dict[Names, dict[str, Fraction]] = {}
        for names, sum_ in self._sums(replace(asked, by=by, where=where)).items():
            agent, team = names[person], (*names[:person], *names[person + 1 :])
            if agent is not None and sum_.above:
                teams.setdefault(team, {})[agent] = sum_.above
        parts: dict[Names, list[tuple[Fraction, Fraction]]] = {}
        for team, members in teams.items():
            mean = sum(members.values(), Fraction(0)) / len(members)
            for agent, own in members.items():
                names = (*team[:person], agent, *team[person:])
                listed = names if "team" in asked.by else names[:-1]
                if agent in asked.where.get("agent", (agent,)):
                    parts.setdefault(listed, []).append((own, mean))
        found: dict[Names, Sum] = {}
        for names, of_teams in parts.items():
            own = sum((part for part, _ in of_teams), Fraction(0))
            weighed = sum((part * mean for part, mean in of_teams), Fraction(0))
            found[names] = Sum(own, weighed / own)
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
