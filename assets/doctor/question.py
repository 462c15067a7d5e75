"""Questions to the warehouse, one .sql file each."""

from typing import TYPE_CHECKING, Any

from assets.statement import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = tuple[Any, ...]


def ask(connection: "DuckDBPyConnection", name: str) -> list[Row]:
    return connection.execute(question(name)).fetchall()


def question(name: str) -> str:
    return statement("doctor", name)


def has(connection: "DuckDBPyConnection", table: str) -> bool:
    """A desk that was only ingested has no marts, KPIs or scores yet."""
    schema, name = table.split(".")
    found = connection.execute(
        "select 1 from information_schema.tables "
        "where table_schema = $schema and table_name = $name",
        {"schema": schema, "name": name},
    ).fetchall()
    return bool(found)
