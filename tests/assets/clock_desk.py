"""A desk with one schedule for everybody, its clocks in a warehouse in memory."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from assets.clocks.write import write_clocks
from assets.desk.home import Desk
from assets.desk.settings import DeskSettings
from sql import prepare

SCHEDULE = "ours"


def clocks_of(
    folder: Path,
    calendars: dict[str, str],
    *,
    zone: str = "Asia/Shanghai",
    starts_on: date = date(2026, 1, 1),
) -> DuckDBPyConnection:
    settings = DeskSettings(name="Clocks", time_zone=zone, starts_on=starts_on)
    (folder / "calendars").mkdir(parents=True, exist_ok=True)
    for name, text in calendars.items():
        (folder / "calendars" / f"{name}.yml").write_text(text, encoding="utf-8")
    connection = duckdb.connect()
    prepare(connection)
    write_clocks(connection, Desk(folder, settings))
    return connection


def business_seconds(
    connection: DuckDBPyConnection,
    spans: Sequence[tuple[datetime, datetime]],
    schedule: str = SCHEDULE,
) -> list[Decimal | None]:
    """By the macro, as a mart uses it: the difference of two readings."""
    connection.execute(
        "create or replace temp table spans (place int, since timestamp, until timestamp)"
    )
    rows = [[place, *span] for place, span in enumerate(spans)]
    connection.executemany("insert into spans values (?, ?, ?)", rows)
    found = connection.execute(
        f"""
        select (
            settings.business_clock('{schedule}', until)
            - settings.business_clock('{schedule}', since)
        )::decimal(18, 3)
        from spans order by place
        """
    ).fetchall()
    return [seconds for (seconds,) in found]


def due(
    connection: DuckDBPyConnection, since: datetime, seconds: int, schedule: str = SCHEDULE
) -> datetime:
    """The earliest moment at which so many open seconds have passed, as a mart finds it."""
    ((moment,),) = connection.execute(
        """
        with started as (
            select
                $schedule as schedule,
                settings.business_clock($schedule, $since::timestamp) + $seconds as reading
        )

        select later_by(opens_at, reading - seconds_before)
        from started
        asof join settings.open_spans as spans
            on spans.schedule = started.schedule and started.reading > spans.seconds_before
        """,
        {"schedule": schedule, "since": since, "seconds": seconds},
    ).fetchall()
    assert isinstance(moment, datetime)
    return moment
