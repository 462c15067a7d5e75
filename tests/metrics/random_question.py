"""Random questions about KPIs: by any names that are allowed, of some, over some days."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from metrics.kpi import Kpi
from tests.metrics.brute_force.answer import Asked
from tests.metrics.measured_desk import MeasuredDesk

PERIODS = ("day", "week", "month")
PLACES = ("shop", "queue")
PEOPLE = ("agent", "team")


def random_question(draw: Random, desk: MeasuredDesk, kpi: Kpi) -> Asked:
    """Names of people only where the KPI is one of people, half hours where these are kept."""
    names = [*PERIODS, *PLACES]
    filters = [*PLACES]
    is_fine = kpi.grain == "queue_intervals" or (kpi.is_by_half_hour and draw.random() < 0.3)
    if is_fine:
        names += ["half_hour"]
    else:
        names, filters = [*names, "channel"], [*filters, "channel"]
        if kpi.is_for_agents:
            names, filters = [*names, *PEOPLE], [*filters, *PEOPLE]
    by = draw.sample(names, draw.choice((0, 1, 1, 2, 2, 3)))
    if kpi.peers_of and "agent" not in by:
        by.append("agent")
    if is_fine and kpi.grain != "queue_intervals" and "half_hour" not in by:
        by.append("half_hour")
    values = _values(desk)
    chosen = draw.sample(filters, draw.choice((0, 0, 1, 1, 2)))
    where = {
        name: tuple(draw.sample(values[name], min(len(values[name]), draw.randint(1, 4))))
        for name in chosen
        if values[name]
    }
    first, last = _span(draw, desk.days)
    return Asked(kpi.id, tuple(by), where, first, last)


def _values(desk: MeasuredDesk) -> Mapping[str, Sequence[str]]:
    places = [place for _, place in desk.answerer.tally.days]
    people = desk.answerer.people
    found = {
        name: {value for place in places if (value := getattr(place, name)) is not None}
        for name in ("agent", "shop", "queue", "channel")
    }
    found["team"] = {team for agent in people.spans for team in people.teams_of(agent)}
    return {name: sorted(values) for name, values in found.items()}


def _span(draw: Random, days: Sequence[date]) -> tuple[date | None, date | None]:
    if not days or draw.random() < 0.3:
        return None, None
    first, last = sorted((draw.choice(days), draw.choice(days)))
    return draw.choice((first, None)), draw.choice((last, None))
