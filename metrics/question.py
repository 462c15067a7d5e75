"""A question about KPIs: which, by what names, of whom, over which days; refused if unclear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.documents import Problem, nearest
from metrics.kpi import Kpi
from metrics.kpi_sums import FILTERS, NAMES

PEOPLE = frozenset({"agent", "team"})
PERIODS = ("day", "week", "month")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Question:
    ids: tuple[str, ...]
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        return dict(self.where)

    def for_everybody(self) -> "Question":
        """The same without people: what the shop or the queue as a whole did."""
        return Question(
            self.ids,
            tuple(name for name in self.by if name not in PEOPLE),
            tuple((name, values) for name, values in self.where if name not in PEOPLE),
            self.first,
            self.last,
        )

    def with_peers(self) -> "Question":
        """The same by agent and team, and of everybody in the teams."""
        return Question(
            self.ids,
            self.by if "team" in self.by else (*self.by, "team"),
            tuple((name, values) for name, values in self.where if name != "agent"),
            self.first,
            self.last,
        )


def ask(
    kpis: Mapping[str, Kpi],
    ids: Sequence[str],
    by: Sequence[str] = (),
    where: Mapping[str, str | Sequence[str]] | None = None,
    first: date | None = None,
    last: date | None = None,
    *,
    allow_people: bool = False,
) -> Question:
    """Checks every word; `allow_people` answers queue-level KPIs for a person after all."""
    for id_ in ids:
        _known(id_, kpis, "KPI")
    for name in by:
        _known(name, NAMES, "name to list by")
    for name in where or {}:
        _known(name, FILTERS, "name to choose by")
    if first and last and first > last:
        raise Problem(f"The days from {first} to {last} run backwards.")
    filters = tuple(
        (name, (values,) if isinstance(values, str) else tuple(values))
        for name, values in (where or {}).items()
    )
    question = Question(tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(by)), filters, first, last)
    for id_ in question.ids:
        _refuse_people(kpis[id_], question, allow_people)
        _refuse_half_hours(kpis[id_], question, kpis)
        if kpis[id_].peers_of and "agent" not in question.by:
            raise Problem(f'"{id_}" sets an agent against the team: list it by "agent".')
    return question


def _known(word: str, words: Mapping[str, Kpi] | Sequence[str], what: str) -> None:
    if word not in words:
        raise Problem(f'There is no {what} "{word}".{nearest(word, list(words))}')


def _refuse_people(kpi: Kpi, question: Question, allow_people: bool) -> None:
    people = sorted(PEOPLE & {*question.by, *question.filters})
    if people and not kpi.is_for_agents and not (allow_people and kpi.grain == "agent_days"):
        raise Problem(
            f'"{kpi.id}" describes a queue or a shop, not a person: leave out "{people[0]}" '
            "(a single agent cannot answer for how many people call at once)."
        )


def _refuse_half_hours(kpi: Kpi, question: Question, kpis: Mapping[str, Kpi]) -> None:
    others = sorted({*question.by, *question.filters} - {"half_hour", "queue", "shop", *PERIODS})
    if kpi.grain == "queue_intervals" and others:
        raise Problem(f'"{kpi.id}" is kept by queue, shop and half hour, not by "{others[0]}".')
    if "half_hour" not in question.by:
        return
    if not kpi.is_by_half_hour:
        known = ", ".join(sorted(one.id for one in kpis.values() if one.is_by_half_hour))
        raise Problem(f'"{kpi.id}" is not kept by half hour. These are: {known}.')
    if others:
        raise Problem(f'Half hours are kept by queue and shop: leave out "{others[0]}".')


def end_of(period: Mapping[str, str | None], last: date) -> date:
    """The last day that a row listed by day, week or month covers."""
    if day := period.get("day"):
        return min(date.fromisoformat(day), last)
    ends = [last]
    if week := period.get("week"):
        ends.append(date.fromisocalendar(int(week[:4]), int(week[-2:]), 7))
    if month := period.get("month"):
        year, number = (int(part) for part in month.split("-"))
        following = date(year + number // 12, number % 12 + 1, 1)
        ends.append(following - ONE_DAY)
    return min(ends)


def whole_months(first: date, last: date) -> tuple[date, date]:
    """First and last day of the whole months between; the wrong way round where there is none."""
    begins = first if first.day == 1 else end_of({"month": f"{first:%Y-%m}"}, date.max) + ONE_DAY
    ends = last if last == date.max or (last + ONE_DAY).day == 1 else last.replace(day=1) - ONE_DAY
    return (begins, ends) if begins <= ends else (date.max, date.min)


def last_days(by: Sequence[str], first: date, last: date) -> list[date]:
    """The days on which a stock is read: the last of each listed period."""
    days = [first + timedelta(days=shift) for shift in range((last - first).days + 1)]
    ends: dict[tuple[str, ...], date] = {}
    for day in days:
        year, week, _ = day.isocalendar()
        names = {"day": f"{day}", "week": f"{year}-{week}", "month": f"{day:%Y-%m}"}
        ends[tuple(names[name] for name in by if name in names)] = day
    return sorted(ends.values())
