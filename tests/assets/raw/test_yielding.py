"""Records that yield to another file's, and come back when that takes its own back."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assets.desk.home import Desk
from assets.raw.load import ingest
from tests.assets.raw.small_orders import HEAD, drop, orders

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def test_a_row_that_had_yielded_to_a_corrected_file_comes_back(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    drop(desk, "a.csv", HEAD + "1,ann,2026-10-01 09:00:00,10\n")
    drop(desk, "b.csv", HEAD + "1,ann,2026-10-01 09:00:00,20\n2,bob,2026-10-01 09:00:00,5\n")
    ingest(desk, warehouse)
    assert orders(warehouse) == [("1", "20.0000"), ("2", "5.0000")]
    drop(desk, "b.csv", HEAD + "2,bob,2026-10-01 09:00:00,5\n")
    ingest(desk, warehouse)
    assert orders(warehouse) == [("1", "10.0000"), ("2", "5.0000")]


@pytest.mark.parametrize("is_gone", [True, False])
def test_what_had_yielded_comes_back_from_a_file_that_cannot_be_read_again(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path, is_gone: bool
) -> None:
    """Archived, or spoilt: its records stand, those that gave way to a corrected file too."""
    first = HEAD + "1,ann,2026-10-01 09:00:00,10\n2,bob,2026-10-01 09:00:00,11\n"
    path = drop(desk, "a.csv", first)
    drop(desk, "b.csv", HEAD + "1,ann,2026-10-01 09:00:00,20\n3,cy,2026-10-02 09:00:00,12\n")
    ingest(desk, warehouse)
    path.unlink() if is_gone else drop(desk, "a.csv", "unknown\n1\n")
    drop(desk, "b.csv", HEAD + "3,cy,2026-10-02 09:00:00,13\n")
    refused = set() if is_gone else {"landing/a.csv"}
    assert ingest(desk, warehouse).refusals.keys() == refused
    assert orders(warehouse) == [("1", "10.0000"), ("2", "11.0000"), ("3", "13.0000")]
    ledger = "select records_read, loaded, duplicates from ops.loads order by file"
    assert warehouse.execute(ledger).fetchall() == [(2, 2, 0), (1, 1, 0)]
    drop(desk, "b.csv", HEAD + "1,ann,2026-10-01 09:00:00,30\n")
    ingest(desk, warehouse)
    assert orders(warehouse) == [("1", "30.0000"), ("2", "11.0000")]
    drop(desk, "a.csv", first.replace("11", "14"))
    drop(desk, "b.csv", HEAD)
    ingest(desk, warehouse)
    assert orders(warehouse) == [("1", "10.0000"), ("2", "14.0000")]


def test_of_several_that_cannot_be_read_again_the_last_comes_back(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    for name, amount in (("a", 1), ("b", 2), ("c", 3), ("d", 4)):
        drop(desk, f"{name}.csv", HEAD + f"1,ann,2026-10-01 09:00:00,{amount}\n")
        ingest(desk, warehouse)
    for name in ("a", "b"):
        (desk.landing / f"{name}.csv").unlink()
    found = []
    for name in ("d", "c"):
        drop(desk, f"{name}.csv", HEAD)
        ingest(desk, warehouse)
        found += orders(warehouse)
    drop(desk, "b.csv", HEAD)
    ingest(desk, warehouse)
    assert [*found, *orders(warehouse)] == [("1", f"{amount}.0000") for amount in (3, 2, 1)]


def test_what_waited_for_a_file_between_comes_before_what_waited_for_the_last(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    """d decides, c is read again, and of a and b, which are gone, b had said it later."""
    for name in "bcda":
        drop(desk, f"{name}.csv", HEAD + f"1,ann,2026-10-01 09:00:00,{ord(name)}\n")
        ingest(desk, warehouse)
    for name in "ab":
        (desk.landing / f"{name}.csv").unlink()
    found = []
    for name in "dcb":
        drop(desk, f"{name}.csv", HEAD)
        ingest(desk, warehouse)
        found += orders(warehouse)
    assert found == [("1", f"{ord(name)}.0000") for name in "cba"]
