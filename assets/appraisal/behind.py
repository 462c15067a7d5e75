"""Periods whose figures, inputs or rules changed since they were scored."""

import hashlib
from typing import TYPE_CHECKING

from assets.appraisal.coverage import period_days
from assets.desk.home import Desk
from assets.ledger.approvals import is_of_entry
from assets.ledger.chain import read_chain
from assets.ledger.closes import closed, closes
from assets.ledger.landing import landing_in, news
from assets.raw.ledger import NO_DAY
from assets.state import program
from metrics.period import period_of
from metrics.scheme_files import scheme_file
from sql import remember, remembered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def periods_behind(connection: "DuckDBPyConnection", desk: Desk) -> list[str]:
    """Of the periods that logs reach; in order of time, because flags for streaks look back.

    A closed one is behind only where the warehouse does not hold what was closed.
    """
    days = connection.execute(
        "select distinct day from ops.days where starts_with(relation, 'raw.') and day > $undated",
        {"undated": NO_DAY},
    ).fetchall()
    starts_on = desk.settings.period_starts_on
    periods = sorted({period_of(day, starts_on=starts_on) for (day,) in days})
    behind: list[str] = []
    held = {name for name, one in closes(desk).items() if not one.is_open}
    cascades = False
    for period in periods:
        if period not in held and not desk.settings.schemes_in(period):
            continue
        is_scored = remembered(connection, _relation(period)) == _fingerprint(
            connection, desk, period
        )
        if (
            not is_scored
            or not (desk.exports / period).is_dir()
            or (cascades and period not in held)
        ):
            behind.append(period)
            cascades = cascades or period not in held
    return behind


def mark_scored(connection: "DuckDBPyConnection", desk: Desk, period: str) -> None:
    """Remembers what the period was scored from; called when its workbooks stand."""
    remember(connection, _relation(period), _fingerprint(connection, desk, period))


def _relation(period: str) -> str:
    return f"score.results {period}"


def _fingerprint(connection: "DuckDBPyConnection", desk: Desk, period: str) -> str:
    if (close := closed(desk, period)) is not None:
        return f"closed {close.link.seal}"
    first, last = period_days(desk, period)
    sums = connection.execute(
        "select day, version from ops.days "
        "where relation = 'kpi.agent_days' and day between $first and $last order by day",
        {"first": first, "last": last},
    ).fetchall()
    entered = connection.execute(
        "select relation, max(version) from ops.days "
        "where relation in ('raw.month_end_inputs', 'raw.agents') group by 1 order by 1"
    ).fetchall()
    schemes = [
        scheme_file(use.scheme, desk.home / "schemes").read_text(encoding="utf-8-sig")
        for use in desk.settings.schemes_in(period)
    ]
    links = read_chain(desk.ledger)
    agreed = [one.folder for one in links if one.period == period and is_of_entry(one)]
    carried = [news(connection, desk, close) for close in landing_in(desk, period)]
    seen = repr(
        (program(), sums, entered, schemes, carried, agreed, desk.settings.model_dump_json())
    )
    return hashlib.sha256(seen.encode()).hexdigest()
