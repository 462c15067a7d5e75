"""Rows into a table and out of a query, in one statement each.

One insert for each row takes a millisecond a row. What is read at once is asked by `execute`
everywhere: `sql` makes a relation first, and plans a second time when that is fetched.
"""

from collections.abc import Collection, Mapping, Sequence

from duckdb import DuckDBPyConnection


def insert_rows(
    connection: DuckDBPyConnection, table: str, rows: Collection[Sequence[object]]
) -> None:
    """Values stand in the order of the table's columns; no rows, no statement."""
    if not rows:
        return
    lists = {f"list_{place}": list(values) for place, values in enumerate(zip(*rows, strict=True))}
    values = ", ".join(f"unnest(${name})" for name in lists)
    connection.execute(f"insert into {table} select {values}", lists)


def named_rows(
    connection: DuckDBPyConnection, query: str, given: Mapping[str, object] | None = None
) -> list[dict[str, object]]:
    """What the query answers, by the names of its columns."""
    answer = connection.execute(query, given)
    names = [name for name, *_ in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
