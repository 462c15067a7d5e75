"""A closed period put back into the warehouse as it was closed: it is never scored again."""

from typing import TYPE_CHECKING

from assets.ledger.closes import Close
from assets.ledger.frozen import COUNTED, insert, read_rows
from assets.statement import statement
from sql import transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TABLES = ("inputs", "results", "lines", "notices", "adjustments", "summaries", *COUNTED)


def restore(connection: "DuckDBPyConnection", close: Close) -> int:
    """Inputs, results and lines from the ledger; answers the number of results."""
    connection.execute(statement("appraisal", "tables"))
    tables = {name: read_rows(close.folder / f"{name}.jsonl") for name in TABLES}
    with transaction(connection):
        for name, rows in tables.items():
            connection.execute(f"delete from score.{name} where period = ?", [close.period])
            insert(connection, f"score.{name}", rows)
    return len(tables["results"])
