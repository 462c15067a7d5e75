"""What a batch of files writes into the ledger."""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assets.files.match import PERSONAL
from assets.files.relation import Part, Waiting
from assets.raw.ledger import NO_DAY, remember, touch
from assets.statement import statement
from sql import insert_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def next_ids(connection: "DuckDBPyConnection", count: int) -> list[int]:
    query = f"select nextval('ops.file_ids')::integer from range({count})"
    return sorted(file_id for (file_id,) in connection.execute(query).fetchall())


def enter_batch(connection: "DuckDBPyConnection", parts: list[Part]) -> None:
    """Touches the days of the batch's records and writes what became of each file's."""
    log = parts[0].waiting.source.canonical
    days = {NO_DAY}
    if log.is_dated:
        rows = connection.execute(
            f"select distinct business_date from {log.table} "
            "where file_id in (select file_id from batch_files) "
            "union select distinct day from losers where origin = 'old'"
        ).fetchall()
        days = {day for (day,) in rows}
    touch(connection, log, days)
    connection.execute(statement("raw", "yielded"))
    connection.execute(
        'insert into ops.rejects select file_id, file, record, line, "column", reason, raw, '
        "records from refused join batch_files using (file_id)"
    )
    waiting = {part.file_id: part.waiting for part in parts}
    found = connection.execute(statement("raw", "entered")).fetchall()
    _write(
        connection,
        [
            (waiting[file_id], file_id, (good + bad, good - lost, lost, bad))
            for file_id, good, bad, lost in found
        ],
    )


def enter_copy(connection: "DuckDBPyConnection", one: Waiting, sha256: str) -> None:
    """A copy is read from its original's line in the ledger: all its records are duplicates."""
    original, records = connection.execute(
        "select file_id, records_read from ops.loads "
        "where sha256 = $sha256 and source = $source order by loaded desc, file_id limit 1",
        {"sha256": sha256, "source": one.source.id},
    ).fetchall()[0]
    (file_id,) = next_ids(connection, 1)
    connection.execute("insert into ops.overlaps values (?, ?)", [file_id, original])
    _write(connection, [(one, file_id, (records, 0, records, 0))])


Counts = tuple[int, int, int, int]  # records read, loaded, duplicates, rejected


def _write(connection: "DuckDBPyConnection", lines: list[tuple[Waiting, int, Counts]]) -> None:
    now = datetime.now(UTC)
    insert_rows(
        connection,
        "ops.loads",
        [
            (file_id, one.file.name, one.sha256, one.source.id, one.source.log, *counts, now)
            for one, file_id, counts in lines
        ],
    )
    headers = [(file_id, _names_of(one)) for one, file_id, _ in lines]
    insert_rows(connection, "ops.headers", headers)
    remember(connection, [(one, file_id) for one, file_id, _ in lines])


def _names_of(one: Waiting) -> list[str]:
    """The header; of a file whose first record stands there nothing personal is kept."""
    used = set(one.source.used_headers())
    return [name if name in used or not re.search(PERSONAL, name) else "※" for name in one.header]
