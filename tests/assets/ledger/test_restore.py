"""A closed period comes back from the ledger as it was, whatever the warehouse has become."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from assets.ledger.restore import restore
from tests.assets.appraisal_desk import make_desk
from tests.assets.ledger.closing_desk import OCTOBER, closed_desk, make_closing_warehouse

TABLES = ("inputs", "results", "lines")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_closing_warehouse() as opened:
        yield opened


def rows(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: connection.execute(f"select * from score.{name} order by all").fetchall()
        for name in TABLES
    }


def test_a_lost_period_is_put_back_row_by_row_and_others_stay(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    close = closed_desk(connection, make_desk(tmp_path))
    before = rows(connection)
    connection.execute("insert into score.inputs select '2026-09', * exclude (period) "
                       f"from score.inputs where period = '{OCTOBER}'")  # fmt: skip
    connection.execute("update score.results set score = '1'")
    connection.execute("delete from score.lines")
    assert restore(connection, close) == 3
    kept = connection.execute(
        "select count(*) from score.inputs where period = '2026-09'"
    ).fetchall()
    assert kept == [(len(before["inputs"]),)]
    connection.execute("delete from score.inputs where period = '2026-09'")
    assert rows(connection) == before
