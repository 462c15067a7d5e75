"""Who stands last, and how many yielded, is the same in files that many threads read at once."""

import pytest

from assets.raw import versions
from assets.raw.load import ingest
from assets.warehouse import open_warehouse
from tests.assets.raw.test_any_split_loads_alike import TIMES, new_desk, path_of


def check(keys: int, files: int) -> None:
    """Each key stands three times in each file; the shop says where."""
    with new_desk() as desk, open_warehouse(desk) as connection:
        for number in range(files):
            path = path_of(desk, "orders", f"{number}.csv")
            connection.execute(
                f"copy (select '' as remark, i % {keys} as order_id, 'ann' as customer_id, "
                f"'{number}/' || i // {keys} as shop, '{TIMES[1]}' as placed_at, "
                f"'{TIMES[2]}' as updated_at, 1 as amount from range({3 * keys}) as r (i)) "
                f"to '{path}' (header)"
            )
        loads = ingest(desk, connection).loads
        found = connection.execute("select shop, count(*) from raw.orders group by 1").fetchall()
    assert found == [(f"{files - 1}/2", keys)]
    counts = sorted((load.loaded, load.duplicates, load.records_read) for load in loads)
    winner = (keys, 2 * keys, 3 * keys)
    assert counts == [(0, 3 * keys, 3 * keys)] * (files - 1) + [winner]


@pytest.mark.parametrize("files", [1, 2])
def test_the_last_of_equal_records_stays_and_the_others_are_counted(files: int) -> None:
    check(100_000, files)


def test_more_keys_than_are_sorted_at_once_are_counted_by_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(versions, "MOST_HASHES", 100)
    check(100, 1)


@pytest.mark.scale
@pytest.mark.parametrize("files", [1, 3])
def test_the_last_of_equal_records_stays_among_millions(files: int) -> None:
    check(1_000_000, files)
