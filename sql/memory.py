"""What each relation was last built from: a fingerprint that tells whether it must be made anew."""

from duckdb import DuckDBPyConnection


def remembered(connection: DuckDBPyConnection, relation: str) -> str | None:
    query = "select fingerprint from ops.models where relation = ?"
    rows = connection.execute(query, [relation]).fetchall()
    return str(rows[0][0]) if rows else None


def remember(connection: DuckDBPyConnection, relation: str, fingerprint: str) -> None:
    """Call within a transaction where the relation itself is written in one."""
    connection.execute("delete from ops.models where relation = ?", [relation])
    connection.execute(
        "insert into ops.models values (?, ?, now()::timestamp)", [relation, fingerprint]
    )
