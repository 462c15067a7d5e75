"""A group of statements that takes effect as a whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from duckdb import DuckDBPyConnection


@contextmanager
def transaction(connection: DuckDBPyConnection) -> Iterator[None]:
    connection.execute("begin")
    try:
        yield
    except BaseException:  # an interrupt too must leave nothing half-done
        connection.execute("rollback")
        raise
    connection.execute("commit")
