"""The ledger of loads: which file brought what, so that nothing is lost or counted twice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assets.files.relation import Waiting
from assets.raw.log import Log, load_logs
from assets.raw.room import create_columns, create_table
from assets.statement import statement
from sql import insert_rows, mark_days, next_version

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Stands for "every day" of a log that has no days, such as the people of the desk.
NO_DAY = date(1970, 1, 1)


@dataclass(frozen=True)
class Load:
    """What became of one file's records: read = loaded + duplicates + rejected."""

    file: str
    source: str
    log: str
    records_read: int
    loaded: int
    duplicates: int
    rejected: int


@dataclass(frozen=True)
class KnownFile:
    """A file as the ledger remembers it."""

    file_id: int
    size: int
    modified: int
    sha256: str
    fingerprint: str


def prepare_ledger(connection: "DuckDBPyConnection", logs: Collection[Log]) -> None:
    """Creates the ledger's tables and two empty ones per log, where they are missing."""
    connection.execute(statement("raw", "ledger"))
    for log in logs:
        create_table(connection, log)
        create_columns(connection, log.aside, log.stored_columns | {"yields_to": "integer"})


def last_file(connection: "DuckDBPyConnection") -> int:
    ((file_id,),) = connection.execute("select coalesce(max(file_id), 0) from ops.loads").fetchall()
    return int(file_id)


def loads_since(connection: "DuckDBPyConnection", file_id: int) -> list[Load]:
    rows = connection.execute(
        "select file, source, log, records_read, loaded, duplicates, rejected from ops.loads "
        "where file_id > $id order by file, source",
        {"id": file_id},
    ).fetchall()
    return [Load(*row) for row in rows]


def known_files(connection: "DuckDBPyConnection") -> dict[str, dict[str, KnownFile]]:
    """By file, then by source: a file may be read by several sources beside each other."""
    rows = connection.execute(
        "select file, source, file_id, size, modified, sha256, fingerprint from ops.files"
    ).fetchall()
    known: dict[str, dict[str, KnownFile]] = {}
    for file, source, *rest in rows:
        known.setdefault(file, {})[source] = KnownFile(*rest)
    return known


def remember(connection: "DuckDBPyConnection", files: Collection[tuple[Waiting, int]]) -> None:
    """Each file with its id."""
    rows = [
        (
            one.file.name,
            one.source.id,
            file_id,
            one.file.size,
            one.file.modified,
            one.sha256,
            one.fingerprint,
        )
        for one, file_id in files
    ]
    connection.execute(
        "delete from ops.files where (file, source) in "
        "(select (unnest($files::varchar[]), unnest($sources::varchar[])))",
        {"files": [row[0] for row in rows], "sources": [row[1] for row in rows]},
    )
    insert_rows(connection, "ops.files", rows)


def forget(connection: "DuckDBPyConnection", file_id: int) -> None:
    """Takes back all that a file brought, and that others had yielded to it."""
    logs = connection.execute(
        "select distinct log from ops.loads where file_id = $id", {"id": file_id}
    ).fetchall()
    for (name,) in logs:
        _take_back(connection, load_logs()[name], file_id)
    for table in ("loads", "rejects", "files", "headers", "overlaps"):
        connection.execute(f"delete from ops.{table} where file_id = ?", [file_id])
    connection.execute("delete from ops.overlaps where yields_to = ?", [file_id])


def _take_back(connection: "DuckDBPyConnection", log: Log, file_id: int) -> None:
    days = {NO_DAY}
    if log.is_dated:
        rows = connection.execute(
            f"select distinct business_date from {log.table} where file_id = $id",
            {"id": file_id},
        ).fetchall()
        days = {day for (day,) in rows}
    touch(connection, log, days)
    for table in (log.table, log.aside):
        connection.execute(f"delete from {table} where file_id = ?", [file_id])


def touch(connection: "DuckDBPyConnection", log: Log, days: Collection[date]) -> None:
    """Gives these days of the log a new version; what is built on them is then out of date."""
    mark_days(connection, log.table, days, next_version(connection))
