"""Findings about what people enter at month end: what cannot stand, and what is missing where."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from assets.appraisal.coverage import period_days
from assets.desk.home import Desk
from assets.doctor.closing import ended_period
from assets.doctor.finding import Finding, Level
from assets.doctor.wording import listed
from assets.ledger.closes import closed
from assets.month_end import Checked, check_entries
from assets.warehouse import is_measured
from metrics.documents import Problem
from metrics.saying import said
from sql import data_day

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def books_amiss(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    """Of the period that ended last, while it is open and there are figures of it."""
    if not is_measured(connection):
        return []
    period = ended_period(desk, datetime.now(desk.settings.zone).date())
    reached = data_day(connection)
    if closed(desk, period) is not None or reached is None or not desk.settings.schemes:
        return []
    if reached < period_days(desk, period)[0]:
        return []
    try:
        found = check_entries(connection, desk, period)
    except Problem:
        return []  # a scheme that cannot be read: told of with the schemes
    return [*_wrong(desk, period, found), *_missing(desk, period, found)]


def _wrong(desk: Desk, period: str, found: Checked) -> list[Finding]:
    if not found.problems:
        return []
    files = sorted({one.place.file for one in found.problems})
    wrong = len(found.problems)
    return [_finding(desk, period, "warn", "cells_wrong", "see_check", wrong=wrong,
                     files=listed(files, desk.settings.language))]  # fmt: skip


def _missing(desk: Desk, period: str, found: Checked) -> list[Finding]:
    """By team, because each team has a book."""
    if not found.missing:
        return []
    language = desk.settings.language
    items = sum(len(one.items) for one in found.missing)
    whom = Counter(one.team for one in found.missing)
    teams = listed([f"{team} {count}" for team, count in sorted(whom.items())], language)
    key, remedy = ("half_filled", "see_check") if found.entries else ("not_filled", "see_template")
    people = len({one.agent_id for one in found.missing})
    return [_finding(desk, period, "warn", key, remedy, items=items, people=people,
                     of=found.people, teams=teams)]  # fmt: skip


def _finding(
    desk: Desk, period: str, level: Level, key: str, remedy: str, **values: object
) -> Finding:
    language = desk.settings.language
    return Finding(
        level,
        said("month_end", key, **values).in_(language),
        f"month-end/ · {period}",
        said("month_end", remedy, period=period).in_(language),
    )
