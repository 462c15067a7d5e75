"""The clocks of a desk's schedules, written to settings.* where they changed."""

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.statement import statement
from metrics.calendar_spans import OpenSpan, open_spans
from metrics.schedule_files import ALWAYS, claims, load_schedules
from sql import insert_rows, remember, remembered, transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

YEARS_BEFORE_THE_DESK = 2
# Neither today nor the loaded logs move the end, so the same settings always give the same clock.
LAST_DAY = date(2049, 12, 31)
TABLES = ("settings.schedules", "settings.open_spans", "settings.open_days")
FOREVER: OpenSpan = (0, 32_503_680_000)  # from 1970, where its clock stands at zero, to 3000


def write_clocks(connection: "DuckDBPyConnection", desk: Desk) -> int:
    """Returns the number of schedules in use; tables that would stay the same stay untouched."""
    schedules = load_schedules(desk.home / "calendars")
    claimed = claims(schedules)
    first, zone = first_day(desk), desk.settings.time_zone
    spans = {
        name: open_spans(schedules[name], zone, first, LAST_DAY)
        for name in sorted(set(claimed.values()) - {ALWAYS})
    }
    fingerprint = _fingerprint(claimed, first, spans)
    if all(remembered(connection, table) == fingerprint for table in TABLES):
        return len(spans) + 1
    with transaction(connection):
        for table in TABLES:
            connection.execute(f"delete from {table}")
            remember(connection, table, fingerprint)
        insert_rows(
            connection,
            "settings.schedules",
            sorted((kind, name, schedule) for (kind, name), schedule in claimed.items()),
        )
        every = [(name, *span) for name, found in spans.items() for span in found]
        names, opens, closes = zip((ALWAYS, *FOREVER), *every, strict=True)
        lists = {"schedules": list(names), "opens": list(opens), "closes": list(closes)}
        connection.execute(statement("clocks", "spans"), lists)
        connection.execute(statement("clocks", "days"), {"first": first, "last": LAST_DAY})
    return len(spans) + 1


def first_day(desk: Desk) -> date:
    return date(max(desk.settings.starts_on.year - YEARS_BEFORE_THE_DESK, 1970), 1, 1)


def _fingerprint(claimed: object, first: date, spans: dict[str, list[OpenSpan]]) -> str:
    return hashlib.sha256(repr((claimed, first, LAST_DAY, spans)).encode()).hexdigest()
