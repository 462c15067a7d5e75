"""Findings that the checks made: what blocks the desk, what does not hold, what is late today."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from assets.checks.blocked import noted
from assets.checks.remedy import remedy_of
from assets.desk.home import Desk
from assets.doctor.finding import Finding, Level
from assets.doctor.question import ask, has
from assets.raw.ledger import NO_DAY
from metrics.label import Label
from metrics.saying import said
from sql import data_day

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Said with the records themselves: see landed.rejected_records.
SAID_ELSEWHERE = {"rejected_share"}
ONE_DAY = timedelta(days=1)


def what_blocks(desk: Desk) -> list[Finding]:
    """The published copy does not know: it is the last good state."""
    language = desk.settings.language
    found = []
    for relation, name, message in noted(desk):
        stays = said("checks", "blocked", name=name).in_(language)
        remedy = f"{remedy_of(name).in_(language)} {stays}"
        found.append(Finding("error", message.in_(language), _where(relation, name), remedy))
    return found


def failing_checks(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    if not has(connection, "ops.checks"):
        return []
    language = desk.settings.language
    return [
        Finding(
            "error" if severity == "block" else "warn",
            Label(en=en, zh=zh).in_(language),
            _where(relation, name),
            remedy_of(name).in_(language),
        )
        for relation, name, severity, en, zh in ask(connection, "failing_checks")
        if name not in SAID_ELSEWHERE
    ]


def up_to_date(connection: "DuckDBPyConnection", desk: Desk) -> list[Finding]:
    """Asked when somebody looks, because it is the calendar that breaks it, not the data.

    One day behind is the morning before the exports arrive.
    """
    checks, language = desk.settings.checks, desk.settings.language
    last, yesterday = data_day(connection), _today(desk) - ONE_DAY
    if last is None or last == NO_DAY or (yesterday - last).days < 2:
        return []
    if checks.up_to_date.severity == "off":
        return []
    what = said("checks", "up_to_date_breaks", last_day=last, yesterday=yesterday)
    level: Level = "error" if checks.up_to_date.severity == "block" else "warn"
    return [
        Finding(
            level,
            what.in_(language),
            "landing/ (up_to_date)",
            remedy_of("up_to_date").in_(language),
        )
    ]


def _today(desk: Desk) -> date:
    """The business day that runs now."""
    begins = timedelta(seconds=desk.settings.day_starts_at_seconds)
    return (datetime.now(desk.settings.zone) - begins).date()


def _where(relation: str, name: str) -> str:
    return f"{relation} ({name})"
