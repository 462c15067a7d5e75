"""The empty warehouse: schemas and the ledger that every run writes to."""

from importlib.resources import files

from duckdb import DuckDBPyConnection


def prepare(connection: DuckDBPyConnection) -> None:
    """Creates what is missing; leaves alone what is there. The session's clock is UTC.

    Every relation asks for this: the statements run once in a session.
    """
    ((is_done,),) = connection.execute("select getvariable('is_prepared')").fetchall()
    if is_done:
        return
    connection.execute("set timezone = 'UTC'")
    connection.execute(files("sql").joinpath("prepare.sql").read_text(encoding="utf-8"))
    connection.execute("set variable is_prepared = true")
