"""Frozen tables: what a period was scored from and what came of it, as JSON lines."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assets.statement import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COUNTED = ("counted_kpis", "counted_sums", "counted_rows")
YOUNGER = (*COUNTED, "lines_before", "summaries")  # no close of before has them
Row = dict[str, object]
Tables = dict[str, list[Row]]
# file → table; what scoring reads, and what the sheets tell beside
GIVEN = {
    "people": "staged.agents",
    "inputs": "score.inputs",
    "inputs_before": "score.inputs",
    "results_before": "score.results",
    "lines_before": "score.lines",
    "notices": "score.notices",
    "adjustments": "score.adjustments",
    **{name: f"score.{name}" for name in COUNTED},
}
MADE = {"results": "score.results", "lines": "score.lines", "summaries": "score.summaries"}


def freeze(
    connection: "DuckDBPyConnection", period: str, last: date, schemes: Iterable[str],
    remembered: Iterable[str], marked: Iterable[str],
) -> Tables:  # fmt: skip
    """The rows behind a period and its results, in an order of their own."""
    given = {"period": period, "last": last, "schemes": sorted(set(schemes)),
             "remembered": sorted(set(remembered)), "marked": sorted(set(marked))}  # fmt: skip
    return {name: _rows(connection, name, given) for name in (*GIVEN, *MADE)}


def made(connection: "DuckDBPyConnection", period: str) -> Tables:
    return {name: _rows(connection, name, {"period": period}) for name in MADE}


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    text = "".join(line_of(row) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8", newline="\n")


def read_rows(path: Path) -> list[Row]:
    """Nothing where a close of before did not keep this table."""
    if path.stem in YOUNGER and not path.is_file():
        return []
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_tables(folder: Path) -> Tables:
    return {name: read_rows(folder / f"{name}.jsonl") for name in (*GIVEN, *MADE)}


def line_of(row: Row) -> str:
    """Keys by name: a warehouse that got a column later keeps it in another place."""
    return json.dumps(row, ensure_ascii=False, default=str, sort_keys=True)


@contextmanager
def laid_out(tables: Mapping[str, list[Row]]) -> Iterator["DuckDBPyConnection"]:
    """A warehouse in memory that holds what was given, and nothing else."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(statement("ledger", "people"))
        connection.execute(statement("appraisal", "tables"))
        for name, table in GIVEN.items():
            insert(connection, table, tables[name])
        yield connection


def insert(connection: "DuckDBPyConnection", table: str, rows: list[Row]) -> None:
    """By name: a column that is younger than the rows stays empty."""
    import polars as pl

    if not rows:
        return
    schema = dict.fromkeys(rows[0], pl.String)
    texts = [{name: _text(value) for name, value in row.items()} for row in rows]
    connection.register("frozen_rows", pl.DataFrame(texts, schema))
    connection.execute(f"insert into {table} by name select * from frozen_rows")
    connection.unregister("frozen_rows")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _rows(connection: "DuckDBPyConnection", name: str, given: Mapping[str, object]) -> list[Row]:
    from sql import named_rows

    query = statement("ledger", f"frozen_{name}")
    asked = {key: value for key, value in given.items() if f"${key}" in query}
    return named_rows(connection, query, asked)
