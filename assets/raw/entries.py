"""What a batch of files writes into the ledger."""

import re
from typing import TYPE_CHECKING

from assets.files.match import PERSONAL
from assets.files.relation import Part, Waiting
from assets.raw.ledger import NO_DAY, remember, touch
from assets.statement import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def next_id(connection: "DuckDBPyConnection") -> int:
    return int(connection.sql("select nextval('ops.file_ids')").fetchall()[0][0])


def enter_batch(connection: "DuckDBPyConnection", parts: list[Part]) -> None:
    """Touches the days of the batch's records and writes what became of each file's."""
    log = parts[0].waiting.source.canonical
    days = {NO_DAY}
    if log.is_dated:
        rows = connection.sql(
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
    for file_id, good, bad, lost in connection.sql(statement("raw", "entered")).fetchall():
        counts = (good + bad, good - lost, lost, bad)
        _write(connection, waiting[file_id], file_id, counts)


def enter_copy(connection: "DuckDBPyConnection", one: Waiting, sha256: str) -> None:
    """A copy is read from its original's line in the ledger: all its records are duplicates."""
    original, records = connection.sql(
        "select file_id, records_read from ops.loads "
        "where sha256 = $sha256 and source = $source order by loaded desc, file_id limit 1",
        params={"sha256": sha256, "source": one.source.id},
    ).fetchall()[0]
    file_id = next_id(connection)
    connection.execute("insert into ops.overlaps values (?, ?)", [file_id, original])
    _write(connection, one, file_id, (records, 0, records, 0))


def _write(
    connection: "DuckDBPyConnection",
    one: Waiting,
    file_id: int,
    counts: tuple[int, int, int, int],
) -> None:
    """`counts` are records read, loaded, duplicates, rejected."""
    connection.execute(
        "insert into ops.loads values (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(now() as timestamp))",
        [file_id, one.file.name, one.sha256, one.source.id, one.source.log, *counts],
    )
    connection.execute("insert into ops.headers values (?, ?)", [file_id, _names_of(one)])
    remember(connection, one, file_id)


def _names_of(one: Waiting) -> list[str]:
    """The header; of a file whose first record stands there nothing personal is kept."""
    used = set(one.source.used_headers())
    return [name if name in used or not re.search(PERSONAL, name) else "※" for name in one.header]
