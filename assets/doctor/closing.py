"""Findings about month end: what is due, late or waiting, by whom; news that no sheet tells."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from assets.appraisal.coverage import Use, coverage, period_days
from assets.desk.home import Desk
from assets.doctor.finding import Finding, Level
from assets.doctor.question import ask, has
from assets.doctor.wording import listed
from assets.ledger.approvals import Held, held_in
from assets.ledger.closes import closed, closes
from assets.ledger.gates import told
from assets.ledger.source_files import lost_files
from assets.ledger.steps import Step, steps, windows
from metrics.documents import Problem
from metrics.period import period_of
from metrics.saying import said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def month_end(desk: Desk) -> list[Finding]:
    """Of the period that ended last: what is to be approved, and whether it is closed."""
    today = datetime.now(desk.settings.zone).date()
    period = ended_period(desk, today)
    found = [_step(desk, period, one, today) for one in steps(desk, period, today)
             if one.record is None]  # fmt: skip
    for title, days in windows(desk, period) if closed(desk, period) is None else ():
        if days.holds(today):
            found.append(_finding(desk, period, "window_runs", "info", period=period,
                                  title=title, first=days.first, last=days.last))  # fmt: skip
        elif today > days.last:
            found.append(_finding(desk, period, "not_closed_in_time", period=period, title=title,
                                  last=days.last))  # fmt: skip
    return found


def entries_that_wait(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    """Above a threshold, and not agreed to by everybody; of periods that are open."""
    if not has(connection, "score.inputs"):
        return []
    rows = connection.execute("select distinct period from score.inputs order by 1").fetchall()
    periods = [period for (period,) in rows if closed(desk, period) is None]
    return [
        _waiting(desk, period, one)
        for period in periods
        for one in held_in(connection, desk, period, _with_approvals(connection, desk, period))
        if one.next_step is not None
    ]


def _with_approvals(connection: "DuckDBPyConnection", desk: Desk, period: str) -> list[Use]:
    try:
        uses = coverage(connection, desk, period)
    except Problem:
        return []  # a scheme that cannot be read: told of with the schemes
    return [use for use in uses if use.scheme.approvals]


def _waiting(desk: Desk, period: str, one: Held) -> Finding:
    language = desk.settings.language
    what = told(one).in_(language)
    if one.records:
        since = said("ledger", "entry_since", at=one.records[-1]["at"][:10]).in_(language)
        what = f"{what} ({since})"
    remedy = said("ledger", "entry_waits_remedy", period=period, approval=one.id,
                  agent=one.agent_id, value=one.value, step=one.next_step)  # fmt: skip
    return Finding("warn", what, f"{period} · {one.id}", remedy.in_(language))


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


def _step(desk: Desk, period: str, one: Step, today: date) -> Finding:
    language = desk.settings.language
    who = f"{one.by.in_(language)} · " if one.by else ""
    days = (today - one.due).days
    what = said("ledger", f"step_{one.state}", label=one.label, due=one.due, days=days)
    remedy = said("ledger", "step_remedy", period=period, step=one.id).in_(language)
    return Finding("warn" if one.state == "late" else "info",
                   who + what.in_(language), f"{period} · {one.id}", remedy)  # fmt: skip


def _finding(desk: Desk, where: str, key: str, level: Level = "warn", **values: object) -> Finding:
    language = desk.settings.language
    remedy = said("ledger", f"{key}_remedy", **values).in_(language)
    what = said("ledger", key, **values).in_(language)
    return Finding(level, what, where, remedy)


def ended_period(desk: Desk, today: date) -> str:
    """The period before the one that runs."""
    starts_on = desk.settings.period_starts_on
    first, _ = period_days(desk, period_of(today, starts_on=starts_on))
    return period_of(first - timedelta(days=1), starts_on=starts_on)
