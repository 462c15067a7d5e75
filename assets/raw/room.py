"""Room in a raw table: what its files leave empty, and a source that all its rows share, take none.

Such columns are generated when they are read; the first file that needs one gives it room.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from assets.raw.log import Log
from assets.raw.quoting import identifier, literal
from sql import transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def create_table(connection: "DuckDBPyConnection", log: Log) -> None:
    """The table with room for every column, where it is missing; one of old gets what is new."""
    columns = ", ".join(_real(log, name) for name in log.stored_columns)
    connection.execute(f"create table if not exists {log.table} ({columns})")
    create_columns(connection, log.table, log.stored_columns)


def create_columns(
    connection: "DuckDBPyConnection", table: str, columns: Mapping[str, str]
) -> None:
    """The table where it is missing, and the columns that it does not have yet."""
    listed = ", ".join(f"{identifier(name)} {type_}" for name, type_ in columns.items())
    connection.execute(f"create table if not exists {table} ({listed})")
    rows = connection.execute(f"select name from pragma_table_info({literal(table)})").fetchall()
    for name in columns.keys() - {name for (name,) in rows}:
        connection.execute(f"alter table {table} add column {identifier(name)} {columns[name]}")


def make_room(
    connection: "DuckDBPyConnection", log: Log, source: str, filled: Collection[str]
) -> list[str]:
    """Room for what this source fills; answers the columns that have room."""
    if not connection.execute(f"select 1 from {log.table} limit 1").fetchall():
        _shape(connection, log, source, filled)
    roomless = _roomless(connection, log)
    wanted = {name: "null" for name in log.columns if name in roomless and name in filled}
    if "source" in roomless:
        others = connection.execute(
            f"select source from {log.table} where source <> $source limit 1",
            {"source": source},
        ).fetchall()
        if others:
            wanted["source"] = literal(others[0][0])
    for name, value in wanted.items():
        _give_room(connection, log, name, value)
    return [name for name in log.stored_columns if name not in roomless - wanted.keys()]


def _shape(
    connection: "DuckDBPyConnection", log: Log, source: str, filled: Collection[str]
) -> None:
    columns = []
    for name, type_ in log.stored_columns.items():
        if name in log.columns and name not in filled:
            columns.append(f"{identifier(name)} {type_} as (cast(null as {type_}))")
        elif name == "source":
            columns.append(f"{identifier(name)} {type_} as ({literal(source)})")
        else:
            columns.append(_real(log, name))
    connection.execute(f"create or replace table {log.table} ({', '.join(columns)})")


def _real(log: Log, name: str) -> str:
    """An id that nearly every record has for itself has no like to be packed with."""
    unique = name in log.columns and log.columns[name].unique
    packed = " using compression zstd" if unique else ""
    return f"{identifier(name)} {log.stored_columns[name]}{packed}"


def with_room(connection: "DuckDBPyConnection", log: Log) -> list[str]:
    """The columns that rows can be written to."""
    roomless = _roomless(connection, log)
    return [name for name in log.stored_columns if name not in roomless]


def _roomless(connection: "DuckDBPyConnection", log: Log) -> set[str]:
    # no column has a default, so what has an expression is generated
    rows = connection.execute(
        f"select name from pragma_table_info({literal(log.table)}) where dflt_value is not null"
    ).fetchall()
    return {name for (name,) in rows}


def _give_room(connection: "DuckDBPyConnection", log: Log, name: str, value: str) -> None:
    column, type_ = identifier(name), log.stored_columns[name]
    with transaction(connection):
        connection.execute(f"alter table {log.table} drop column {column}")
        connection.execute(f"alter table {log.table} add column {column} {type_} default {value}")
        connection.execute(f"alter table {log.table} alter column {column} drop default")
