"""Orders of a source that no shipped one resembles: files, and what is stored."""

from pathlib import Path
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.raw.ledger import Load

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ORDERS = """label: {en: Orders, zh: 订单}
log: orders
format: csv
columns:
  order_id: 订单号
  customer_id: {from: [买家, 买家昵称]}
  placed_at: {from: 下单时间, format: "%Y-%m-%d %H:%M:%S"}
  updated_at: {from: 更新时间, format: "%Y-%m-%d %H:%M:%S", optional: true}
  amount: {from: 金额, null_words: ["-"]}
"""
HEAD = "订单号,买家,下单时间,金额\n"


def drop(desk: Desk, name: str, content: str | bytes) -> Path:
    path = desk.landing / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def counts(loads: list[Load]) -> dict[str, tuple[int, int, int, int]]:
    return {
        Path(load.file).name: (load.records_read, load.loaded, load.duplicates, load.rejected)
        for load in loads
    }


def orders(connection: "DuckDBPyConnection") -> list[tuple[str, str]]:
    return connection.execute(
        "select order_id, cast(amount as varchar) from raw.orders order by all"
    ).fetchall()
