"""Records behind rows: their numbers in the files, as people count them there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from assets.desk.home import Desk
from assets.raw.load import ingest
from assets.trace.chain import Place
from assets.trace.records import find_records
from assets.trace.trail import trails_of
from metrics.kpi import load_kpis
from sql import load_models

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

HEADER = (
    "订单编号,买家会员名,店铺名称,总金额,买家实际支付金额,订单状态,"
    "订单创建时间,订单付款时间,订单备注"
)


def order(number: str, note: str = "", at: str = "2026-10-05 10:00:00") -> bytes:
    return f"{number},买家{number},小店,10,10,交易成功,{at},{at},{note}".encode("gb18030")


def places(connection: "DuckDBPyConnection", desk: Desk) -> dict[str, Place]:
    """Order → its place, of every order that was loaded."""
    connection.execute(
        "create or replace temp table sought_orders as "
        "select *, 0 as _part, row_number() over (order by order_id) as _row from raw.orders"
    )
    found = find_records(connection, desk, {"orders": "sought_orders"})
    names = connection.execute("select order_id, _row from sought_orders").fetchall()
    return {name: found[0, row][0] for name, row in names}


def test_a_record_has_the_number_and_the_line_that_it_has_in_its_file(
    warehouse: "DuckDBPyConnection", desk: Desk
) -> None:
    lines = [
        HEADER.encode("gb18030"),
        order("A1"),  # record 1 on line 2
        b"A2,\xff\xff\xff,x,10,10,x,2026-10-05 10:00:00,2026-10-05 10:00:00,",  # 2 on 3: refused
        order("A3", note='"two\nlines"'),  # 3 on 4 and 5
        order("A4", at="gestern"),  # 4 on 6: refused
        order(" A5 "),  # 5 on 7
        order("A6"),  # 6 on 8
    ]
    (desk.landing / "orders.csv").write_bytes(b"\n".join(lines) + b"\n")
    assert ingest(desk, warehouse).refusals == {}
    found = places(warehouse, desk)
    assert {name: (one.record, one.line) for name, one in found.items()} == {
        "A1": (1, 2),
        "A3": (3, 4),
        "A5": (5, 7),
        "A6": (6, 8),
    }
    refused = warehouse.execute("select record, line from ops.rejects order by record").fetchall()
    assert refused == [(2, 3), (4, 6)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda path: path.unlink(), "the file is no longer on the desk"),
        (
            lambda path: path.write_bytes(path.read_bytes() + order("A9") + b"\n"),
            "as it was loaded",
        ),
    ],
)
def test_a_file_that_is_gone_or_changed_has_no_numbers_and_says_so(
    warehouse: "DuckDBPyConnection", desk: Desk, change: Callable[..., object], said: str
) -> None:
    path = desk.landing / "orders.csv"
    path.write_bytes(HEADER.encode("gb18030") + b"\n" + order("A1") + b"\n")
    ingest(desk, warehouse)
    change(path)
    place = places(warehouse, desk)["A1"]
    assert (place.file, place.record) == ("landing/orders.csv", None)
    assert said in place.why_not


def test_every_relation_that_a_kpi_reads_leads_to_a_log_unless_it_is_itself_a_sum() -> None:
    read = {source.model for kpi in load_kpis().values() for source in kpi.reads}
    assert {model for model in read if not trails_of(model)} == {"marts.backlog"}


def test_trails_name_columns_that_there_are() -> None:
    models = load_models()
    for name in (model for model in models if trails_of(model)):
        for trail in trails_of(name):
            assert set(trail.by.values()) <= set(models[name].columns), name
