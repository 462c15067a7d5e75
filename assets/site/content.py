"""The page's content from the warehouse: its days, KPIs, people, sums and ready tables."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from assets.desk.settings import DeskSettings
from assets.kpi_tables import read_catalogue
from assets.maturity import Reach
from assets.site.facts import agent_days, queue_intervals
from assets.site.frames import frames
from assets.site.people import people
from dashboards.content import Content
from dashboards.measure import Measure
from dashboards.page import kpis_on, load_pages, timed_on
from metrics.documents import Problem, nearest
from metrics.kpi import Kpi, with_variants
from sql import data_day

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHOWN_DAYS = 92  # a quarter
SPAN = """
select min(business_date), count(*) > 0
from (
    select business_date from kpi.agent_days
    union all
    select business_date from kpi.queue_intervals
)
where business_date between $first and $last
"""


def content(
    connection: "DuckDBPyConnection", settings: DeskSettings, team: str | None = None
) -> Content:
    """Raises Problem where nothing was measured yet or nobody was ever in the team."""
    every = with_variants(read_catalogue(connection))
    last = data_day(connection) or settings.starts_on
    first, has_data = _span(connection, last)
    days = {"as_of": last, "shown_from": first, "recent_from": max(first, last - timedelta(27))}
    for name, value in {**days, "team": team}.items():
        connection.execute(f"set variable {name} = $value", {"value": value})
    if team is not None:
        _refuse_unknown(connection, team)
    shown = _shown(every)
    agents, teams = people(connection)
    return Content(
        desk=settings.name,
        language=settings.language,
        team=team,
        first_day=first,
        as_of=last,
        has_data=has_data,
        day_starts_at=f"{settings.day_starts_at:%H:%M}",
        currency=settings.currency,
        measures=_measures(connection, shown, every, last),
        agents=agents,
        teams=teams,
        targets=settings.alerts.targets_tree(),
        facts={
            "agents": agent_days(
                connection, shown, [agent["id"] for agent in agents], timed_on(load_pages())
            ),
            "intervals": queue_intervals(connection, shown),
        },
        frames=frames(connection, team),
    )


def _span(connection: "DuckDBPyConnection", last: date) -> tuple[date, bool]:
    days = {"first": last - timedelta(days=SHOWN_DAYS - 1), "last": last}
    ((first, has_data),) = connection.execute(SPAN, days).fetchall()
    return first or last, bool(has_data)


def _shown(every: dict[str, Kpi]) -> list[Kpi]:
    """The KPIs of the pages with all that they are made of; times by median and p90 too."""
    named = [every[id_] for id_ in kpis_on(load_pages()) if id_ in every]
    parts = [every[part] for kpi in named for part in kpi.over or ()]
    whole = {kpi.id: kpi for kpi in (*named, *parts) if not kpi.peers_of}
    beside = [
        every[f"{kpi.id}:{name}"]
        for kpi in whole.values()
        if kpi.has_quantiles and kpi.id in timed_on(load_pages())
        for name in ("median", "p90")
    ]
    return sorted({**whole, **{kpi.id: kpi for kpi in beside}}.values(), key=lambda kpi: kpi.id)


def _measures(
    connection: "DuckDBPyConnection", shown: list[Kpi], every: dict[str, Kpi], last: date
) -> tuple[Measure, ...]:
    reach = Reach(connection)
    return tuple(
        Measure(
            kpi=kpi,
            final_until=(reach.of(kpi) or last) - timedelta(days=kpi.matures_after_days),
            kept_until=_kept_until(connection, kpi, last) if kpi.kind == "stock" else None,
            formulas={name: one.formula for name, one in kpi.variants.items()},
        )
        for kpi in shown
    )


def _kept_until(connection: "DuckDBPyConnection", kpi: Kpi, last: date) -> date:
    """How far the stock is kept: logs of other kinds may reach further."""
    days = [
        connection.execute(f"select max(business_date) from {one.model}").fetchall()[0][0]
        for one in kpi.reads
    ]
    return min(max((day for day in days if day), default=last), last)


def _refuse_unknown(connection: "DuckDBPyConnection", team: str) -> None:
    query = "select distinct team from staged.agents where team is not null"
    teams = sorted(name for (name,) in connection.execute(query).fetchall())
    if team not in teams:
        known = f" Teams: {', '.join(teams)}." if teams else " people/agents.csv names no team."
        raise Problem(f'There is no team "{team}".{nearest(team, teams)}{known}')
