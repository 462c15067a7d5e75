"""The ledger of days: when the rows of a relation's day last changed, in one running number."""

from collections.abc import Collection
from datetime import date

from duckdb import DuckDBPyConnection


def next_version(connection: DuckDBPyConnection) -> int:
    """A number above every one in the ledger: whoever changes rows stamps their days with it."""
    return latest_version(connection) + 1


def latest_version(connection: DuckDBPyConnection) -> int:
    ((latest,),) = connection.execute("select max(version) from ops.days").fetchall()
    return int(latest or 0)


def mark_days(
    connection: DuckDBPyConnection,
    relation: str,
    days: Collection[date],
    version: int,
    *,
    column: str = "business_date",
) -> None:
    """Says that the rows of these days changed."""
    _write(connection, "ops.days", relation, column, days, version)


def mark_built(
    connection: DuckDBPyConnection, relation: str, days: Collection[date], version: int
) -> None:
    """Says that these days are built from everything up to this version of the ledger."""
    _write(connection, "ops.builds", relation, "", days, version)


def versions(
    connection: DuckDBPyConnection, relation: str, column: str = "business_date"
) -> dict[date, int]:
    """The version of each day of the relation."""
    return versions_of(connection, [relation]).get((relation, column), {})


def versions_of(
    connection: DuckDBPyConnection, relations: Collection[str]
) -> dict[tuple[str, str], dict[date, int]]:
    """The version of each day, by relation and date column."""
    query = (
        "select relation, date_column, day, version from ops.days "
        "where relation in (select unnest($relations::varchar[]))"
    )
    found: dict[tuple[str, str], dict[date, int]] = {}
    rows = connection.execute(query, {"relations": [*relations]}).fetchall()
    for relation, column, day, version in rows:
        found.setdefault((relation, column), {})[day] = version
    return found


def dated_between(connection: DuckDBPyConnection, first: date, last: date) -> set[tuple[str, str]]:
    """Relation and date column, where the ledger has a day between these two."""
    query = "select distinct relation, date_column from ops.days where day between ? and ?"
    return set(connection.execute(query, [first, last]).fetchall())


def builds(connection: DuckDBPyConnection, relation: str) -> dict[date, int]:
    query = "select day, version from ops.builds where relation = ?"
    return dict(connection.execute(query, [relation]).fetchall())


def data_day(connection: DuckDBPyConnection) -> date | None:
    """The as-of day: the greatest business day of any loaded log."""
    query = "select max(day) from ops.days where relation like 'raw.%'"
    ((day,),) = connection.execute(query).fetchall()
    return day if isinstance(day, date) else None


def _write(
    connection: DuckDBPyConnection,
    table: str,
    relation: str,
    column: str,
    days: Collection[date],
    version: int,
) -> None:
    if not days:
        return
    key = {"relation": relation, "column": column, "days": list(days)}
    connection.execute(
        f"delete from {table} where relation = $relation and date_column = $column "
        "and day in (select unnest($days::date[]))",
        key,
    )
    connection.execute(
        f"insert into {table} select $relation, $column, unnest($days::date[]), $version",
        key | {"version": version},
    )
