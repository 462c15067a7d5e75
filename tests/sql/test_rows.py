"""Rows from Python in one statement."""

from datetime import UTC, date, datetime

import duckdb

from sql import insert_rows

TABLE = "create table t (a integer, b varchar, c varchar[], d date, e timestamp, f boolean)"


def test_values_keep_their_places_and_types() -> None:
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(TABLE)
        rows = [
            (1, "a'; drop table t", ["x", "y"], date(2026, 10, 1), None, True),
            (2, None, [], None, datetime(2026, 10, 1, 9, 30, tzinfo=UTC), None),
        ]
        insert_rows(connection, "t", rows)
        insert_rows(connection, "t", [])
        insert_rows(connection, "t", [(3, None, [], None, None, None)])
        assert connection.execute("from t order by a").fetchall() == [
            rows[0],
            (2, None, [], None, datetime(2026, 10, 1, 9, 30), None),
            (3, None, [], None, None, None),
        ]
