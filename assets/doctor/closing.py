"""Findings about month end: steps that are due or late, news that no sheet tells."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from assets.appraisal.coverage import period_days
from assets.desk.home import Desk
from assets.doctor.finding import Finding
from assets.doctor.question import ask, has
from assets.doctor.wording import listed
from assets.ledger.closes import closed, closes
from assets.ledger.source_files import lost_files
from assets.ledger.steps import Step, steps, window
from metrics.period import period_of
from metrics.saying import said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def month_end(desk: Desk) -> list[Finding]:
    """Of the period that ended last: what is to be approved, and whether it is closed."""
    today = datetime.now(desk.settings.zone).date()
    period = _ended(desk, today)
    found = [_step(desk, period, one) for one in steps(desk, period, today)
             if one.record is None]  # fmt: skip
    days = window(desk, period)
    if days is not None and today > days.last and closed(desk, period) is None:
        found.append(_finding(desk, period, "not_closed_in_time", period=period, last=days.last))
    return found


def lost_sources(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    """Closed periods of which nothing can be counted anew."""
    language = desk.settings.language
    found = []
    for close in closes(desk).values():
        if not close.is_open and (lost := lost_files(connection, close.folder / "files.tsv")):
            names = listed(lost, language)
            found.append(_finding(desk, close.period, "files_lost", files=names))
    return found


def untold_adjustments(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    """Of people who have no sheet in the period that would tell them."""
    if not has(connection, "score.adjustments"):
        return []
    return [
        _finding(desk, period, "untold", agent=agent, of_period=of_period)
        for period, of_period, agent in ask(connection, "untold_adjustments")
    ]


def _step(desk: Desk, period: str, one: Step) -> Finding:
    language = desk.settings.language
    who = one.by.in_(language) if one.by else ""
    what = said("ledger", f"step_{one.state}", label=one.label, due=one.due).in_(language)
    remedy = said("ledger", "step_remedy", period=period, step=one.id).in_(language)
    return Finding("warn" if one.state == "late" else "info",
                   f"{what} {who}".strip(), f"{period} · {one.id}", remedy)  # fmt: skip


def _finding(desk: Desk, where: str, key: str, **values: object) -> Finding:
    language = desk.settings.language
    remedy = said("ledger", f"{key}_remedy", **values).in_(language)
    what = said("ledger", key, **values).in_(language)
    return Finding("warn", what, where, remedy)


def _ended(desk: Desk, today: date) -> str:
    """The period before the one that runs."""
    starts_on = desk.settings.period_starts_on
    first, _ = period_days(desk, period_of(today, starts_on=starts_on))
    return period_of(first - timedelta(days=1), starts_on=starts_on)
