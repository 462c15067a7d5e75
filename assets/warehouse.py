"""The desk's warehouse: one DuckDB file, one writer, and a published copy for readers."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydantic import ByteSize, TypeAdapter

from assets.desk.home import Desk
from metrics.documents import Problem
from metrics.saying import said

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@contextmanager
def open_warehouse(desk: Desk) -> Iterator["DuckDBPyConnection"]:
    """The writer's connection, to a warehouse that has its tables; its memory is bounded."""
    import duckdb

    from assets.raw.pseudonym import allow_pseudonyms
    from sql import prepare

    key = desk.pseudonym_key().hex()
    desk.var.mkdir(parents=True, exist_ok=True)
    try:
        connection = duckdb.connect(desk.warehouse)
    except duckdb.IOException as error:
        raise Problem(_why_not(desk, error)) from None
    with connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"set memory_limit = '{database_memory(desk.settings.memory)}B'")
        connection.execute("set temp_directory = ?", [str(desk.var / "spill")])
        connection.execute("set enable_progress_bar = false")
        # small tables are packed once, at the end, not whenever a few of them have come in
        connection.execute("set checkpoint_threshold = '256MB'")
        connection.execute("set variable desk_zone = ?", [desk.settings.time_zone])
        allow_pseudonyms(connection, key)
        prepare(connection)
        yield connection


def database_memory(whole: str) -> int:
    """What DuckDB may use, in bytes, so that the process with all else stays within the setting."""
    return int(TypeAdapter(ByteSize).validate_python(whole)) * 13 // 20


@contextmanager
def open_published(desk: Desk) -> Iterator["DuckDBPyConnection"]:
    """A reader's connection to what the last good run published; raises Problem before any did."""
    import duckdb

    if not desk.published.is_file():
        raise _nothing_measured(desk, "run")
    with duckdb.connect(desk.published, read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        yield connection


@contextmanager
def open_measured(desk: Desk) -> Iterator["DuckDBPyConnection"]:
    """The same for those who read figures: what was only loaded has none."""
    with open_published(desk) as connection:
        refuse_unmeasured(connection, desk)
        yield connection


def refuse_unmeasured(connection: "DuckDBPyConnection", desk: Desk) -> None:
    if not is_measured(connection):
        raise _nothing_measured(desk, "measure")


def is_measured(connection: "DuckDBPyConnection") -> bool:
    """Whether tables and KPIs were ever built here."""
    found = connection.execute(
        "select 1 from duckdb_tables() where schema_name = 'kpi' and table_name = 'catalogue'"
    ).fetchall()
    return bool(found)


def _nothing_measured(desk: Desk, command: str) -> Problem:
    words = said("warehouse", "nothing_measured", home=desk.home, command=command)
    return Problem(words.in_(desk.settings.language))


def publish(desk: Desk) -> None:
    """Swaps the readers' copy for the warehouse as it is now; call with no connection open."""
    desk.published.parent.mkdir(parents=True, exist_ok=True)
    incoming = desk.published.with_suffix(".incoming")
    shutil.copyfile(desk.warehouse, incoming)
    os.replace(incoming, desk.published)


def _why_not(desk: Desk, error: Exception) -> str:
    if "lock" in str(error):
        return f"{desk.warehouse}: in use by another run; wait for it to end, or stop it."
    return f"{desk.warehouse}: cannot be opened ({error}); delete {desk.var} and run again."
