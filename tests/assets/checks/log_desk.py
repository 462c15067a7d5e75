"""A small desk whose logs are written by hand, and what its checks say of them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from duckdb import DuckDBPyConnection

from assets.checks.logs import judge_logs
from assets.checks.verdict import Verdict
from assets.desk.home import Desk
from assets.raw.ledger import prepare_ledger
from assets.raw.log import load_logs
from sql import mark_days, next_version

MONDAY = date(2026, 8, 3)
ONE_DAY = timedelta(days=1)


def prepared(connection: DuckDBPyConnection) -> DuckDBPyConnection:
    prepare_ledger(connection, load_logs().values())
    return connection


def days(first: date, count: int) -> list[date]:
    return [first + step * ONE_DAY for step in range(count)]


def calls(
    connection: DuckDBPyConnection,
    of_days: Mapping[date, Iterable[datetime]] | Mapping[date, int],
    *,
    file_id: int = 1,
    source: str = "s",
    log: str = "calls",
    agent: str | None = None,
) -> None:
    """Records of these days: so many at noon UTC, or at these moments."""
    moment, key = load_logs()[log].dated_by, load_logs()[log].key[0]
    rows: list[tuple[object, ...]] = []
    for day, what in of_days.items():
        noon = datetime(day.year, day.month, day.day, 12)
        moments = [noon] * what if isinstance(what, int) else list(what)
        rows += [(agent, at, day, source, file_id) for at in moments]
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(
            f'insert into raw.{log} ({key}, agent_id, "{moment}", business_date, source, file_id) '
            "select uuid()::varchar, unnest(?::varchar[]), unnest(?::timestamp[]), "
            "unnest(?::date[]), unnest(?::varchar[]), unnest(?::integer[])",
            columns,
        )
    mark_days(connection, f"raw.{log}", list(of_days), next_version(connection))


def file(
    connection: DuckDBPyConnection,
    file_id: int,
    name: str,
    *,
    read: int,
    loaded: int | None = None,
    rejected: int = 0,
    source: str = "s",
    log: str = "calls",
    header: list[str] | None = None,
) -> None:
    """A line of the ledger."""
    connection.execute(
        "insert into ops.loads values (?, ?, '', ?, ?, ?, ?, 0, ?, null)",
        [file_id, name, source, log, read, read - rejected if loaded is None else loaded, rejected],
    )
    if header is not None:
        connection.execute("insert into ops.headers values (?, ?)", [file_id, header])


def judged(connection: DuckDBPyConnection, desk: Desk) -> dict[tuple[str, str], Verdict]:
    return {(one.relation, one.name): one for one in judge_logs(connection, desk)}


def failing(connection: DuckDBPyConnection, desk: Desk, *names: str) -> dict[str, str]:
    """What fails, of these checks or of all but the ledger's: check → message."""
    return {
        one.name: one.message.en
        for one in judged(connection, desk).values()
        if not one.passed and (one.name in names if names else one.name != "accounted_for")
    }
