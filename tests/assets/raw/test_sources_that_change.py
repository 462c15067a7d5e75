"""Sources that come, go or change take their files with them."""

from pathlib import Path
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.raw.load import ingest
from tests.assets.raw.small_orders import HEAD, counts, drop, orders

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def test_a_file_that_another_source_takes_from_now_on_is_not_counted_twice(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    drop(desk, "a.csv", HEAD + "1,ann,2026-10-01 09:00:00,10\n")
    ingest(desk, warehouse)
    source.rename(source.with_name("other_orders.yml"))
    assert counts(ingest(desk, warehouse).loads) == {"a.csv": (1, 1, 0, 0)}
    assert orders(warehouse) == [("1", "10.0000")]


def test_a_source_that_comes_to_stand_beside_another_reads_its_old_files(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    drop(desk, "a.csv", HEAD + "1,ann,2026-10-01 09:00:00,10\n")
    ingest(desk, warehouse)
    beside = (
        "label: {en: Refunds, zh: 退款}\nlog: refunds\nformat: csv\nbeside: test_orders\n"
        "columns:\n  refund_id: 订单号\n"
        '  applied_at: {from: 下单时间, format: "%Y-%m-%d %H:%M:%S"}\n'
    )
    source.with_name("test_refunds.yml").write_text(beside, encoding="utf-8")
    loads = ingest(desk, warehouse).loads
    assert [(load.source, load.loaded) for load in loads] == [("test_refunds", 1)]
    assert orders(warehouse) == [("1", "10.0000")]
    source.with_name("test_refunds.yml").unlink()
    ingest(desk, warehouse)
    assert warehouse.execute("from raw.refunds").fetchall() == []
