"""Every record ends in exactly one place, whatever the files look like."""

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import polars
import pytest

from assets.desk.home import Desk, open_desk
from assets.raw.load import ingest
from tests.assets.raw.small_orders import HEAD, ORDERS, counts, drop, orders

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def test_good_broken_and_repeated_lines_are_told_apart(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    drop(
        desk,
        "a.csv",
        HEAD
        + "1,ann,2026-10-01 09:00:00,10\n"
        + "2,bob,2026-10-01 25:00:00,10\n"  # no such hour
        + "3,cat,2026-10-01 09:00:00\n"  # a column short
        + "4,dan,2026-10-01 09:00:00,1o\n"  # no number
        + ",eve,2026-10-01 09:00:00,10\n"  # no key
        + "5,fay,2026-10-01 09:00:00,-\n"  # a null word
        + "1,ann,2026-10-01 09:00:00,10\n"  # the first line again
        + "\n,,,\n",  # no records
    )
    loaded = ingest(desk, warehouse)
    assert counts(loaded.loads) == {"a.csv": (7, 2, 1, 4)}
    assert orders(warehouse) == [("1", "10.0000"), ("5", None)]
    rejects = warehouse.execute("select record, reason from ops.rejects order by record").fetchall()
    assert rejects == [
        (2, 'placed_at: "2026-10-01 25:00:00" is not a time (written as %Y-%m-%d %H:%M:%S)'),
        (3, "unreadable line: missing columns"),
        (4, 'amount: "1x" is not a number'),
        (5, "order_id is empty"),
    ]


def test_no_customer_is_stored_in_the_clear(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    drop(
        desk,
        "a.csv",
        HEAD
        + "1,wangxiaoming,2026-10-01 09:00:00,10\n"
        + "2,wangxiaoming,bad,13912345678\n"
        + "3,王小明,2026-10-01 09:00:00\n",
    )
    ingest(desk, warehouse)
    everything = str(warehouse.execute("from raw.orders").fetchall())
    everything += str(warehouse.execute("from ops.rejects").fetchall())
    for identifier in ("wangxiaoming", "王小明", "13912345678"):
        assert identifier not in everything


def test_one_customer_has_one_pseudonym_in_every_log(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    drop(desk, "a.csv", HEAD + "1,ann,2026-10-01 09:00:00,1\n2,bob,2026-10-01 09:00:00,1\n")
    drop(desk, "b.csv", HEAD + "3,ann,2026-10-01 09:00:00,1\n")
    ingest(desk, warehouse)
    names = dict(warehouse.execute("select order_id, customer_id from raw.orders").fetchall())
    assert names["1"] == names["3"] != names["2"]


def test_a_second_load_changes_nothing(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    drop(desk, "a.csv", HEAD + "1,ann,2026-10-01 09:00:00,10\n")
    ingest(desk, warehouse)
    ledger = warehouse.execute("from ops.loads").fetchall()
    days = warehouse.execute("from ops.days").fetchall()
    assert ingest(desk, warehouse).loads == []
    (desk.landing / "a.csv").touch()
    assert ingest(desk, warehouse).loads == []
    assert warehouse.execute("from ops.loads").fetchall() == ledger
    assert warehouse.execute("from ops.days").fetchall() == days


def test_the_same_content_under_another_name_is_all_duplicates(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    text = HEAD + "1,ann,2026-10-01 09:00:00,10\n"
    drop(desk, "b.csv", text)
    ingest(desk, warehouse)
    drop(desk, "a.csv", text)
    assert counts(ingest(desk, warehouse).loads) == {"a.csv": (1, 0, 1, 0)}
    # ... until the other one is corrected away
    drop(desk, "b.csv", HEAD + "9,ann,2026-10-01 09:00:00,90\n")
    ingest(desk, warehouse)
    assert orders(warehouse) == [("1", "10.0000"), ("9", "90.0000")]


def test_a_corrected_file_replaces_exactly_what_it_brought(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    drop(desk, "a.csv", HEAD + "1,ann,2026-10-01 09:00:00,10\n2,bob,2026-10-02 09:00:00,20\n")
    drop(desk, "b.csv", HEAD + "3,cat,2026-10-03 09:00:00,30\n")
    ingest(desk, warehouse)
    drop(desk, "a.csv", HEAD + "1,ann,2026-10-01 09:00:00,11\n")
    assert counts(ingest(desk, warehouse).loads) == {"a.csv": (1, 1, 0, 0)}
    assert orders(warehouse) == [("1", "11.0000"), ("3", "30.0000")]


def test_a_file_that_vanishes_changes_nothing(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    path = drop(desk, "a.csv", HEAD + "1,ann,2026-10-01 09:00:00,10\n")
    ingest(desk, warehouse)
    path.unlink()
    assert ingest(desk, warehouse).loads == []
    assert orders(warehouse) == [("1", "10.0000")]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_the_latest_version_wins_in_any_order_of_loading(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path, order: tuple[str, str]
) -> None:
    head = "订单号,买家,下单时间,金额,更新时间\n"
    files = {
        "a": head + "1,ann,2026-10-01 09:00:00,99,2026-10-05 00:00:00\n",
        "b": head + "1,ann,2026-10-01 09:00:00,10,2026-10-02 00:00:00\n",
    }
    for name in order:
        drop(desk, f"{name}.csv", files[name])
        ingest(desk, warehouse)
    assert orders(warehouse) == [("1", "99.0000")]
    ledger = warehouse.execute(
        "select file, loaded, duplicates from ops.loads order by 1"
    ).fetchall()
    assert ledger == [("landing/a.csv", 1, 0), ("landing/b.csv", 0, 1)]


def test_encodings_and_formats_give_the_same_rows(
    desk: Desk, warehouse: "DuckDBPyConnection"
) -> None:
    rows = [
        {"订单号": f"{i}", "买家": "张三", "下单时间": "2026-10-01 09:00:00", "金额": "10.5"}
        for i in range(3)
    ]
    text = "\n".join([HEAD.strip(), *(",".join(row.values()) for row in rows)])
    variants = {
        "gb": ("gb18030", "csv", text.encode("gb18030"), ""),
        "bom": ("utf-8", "csv", text.encode("utf-8-sig"), ""),
        "wide": ("utf-16", "csv", text.encode("utf-16"), ""),
        "crlf": ("utf-8", "csv", text.replace("\n", "\r\n").encode(), ""),
        "packed": ("utf-8", "csv", gzip.compress(text.encode()), ".gz"),
        "lines": ("utf-8", "jsonl", "\n".join(map(json.dumps, rows)).encode(), ""),
    }  # fmt: skip
    for name, (encoding, format_, content, packed) in variants.items():
        mapping = ORDERS.replace("format: csv", f"format: {format_}\nencoding: {encoding}")
        mapping += f"  shop: {{value: {name}}}\n"
        pattern = mapping.replace("columns:", f'pattern: "{name}.*"\ncolumns:')
        (desk.home / "sources" / f"test_{name}.yml").write_text(pattern, encoding="utf-8")
        drop(desk, f"{name}.{format_}{packed}", content)
    for name, format_ in (("columnar", "parquet"), ("book", "xlsx")):
        mapping = ORDERS.replace("format: csv", f'pattern: "{name}.*"\nformat: {format_}')
        mapping += f"  shop: {{value: {name}}}\n"
        (desk.home / "sources" / f"test_{name}.yml").write_text(mapping, encoding="utf-8")
        frame = polars.DataFrame(rows)
        if format_ == "parquet":
            frame.write_parquet(desk.landing / f"{name}.parquet")
        else:
            frame.write_excel(desk.landing / f"{name}.xlsx")
    loaded = ingest(desk, warehouse)
    assert loaded.refusals == {}
    assert set(counts(loaded.loads).values()) == {(3, 3, 0, 0)}
    seen = warehouse.execute(
        "select shop, order_id, customer_id, placed_at, amount from raw.orders order by all"
    ).fetchall()
    shops = {shop for shop, *_ in seen}
    assert shops == {*variants, "columnar", "book"}
    by_shop = {shop: [row[1:] for row in seen if row[0] == shop] for shop in shops}
    assert all(rows == by_shop["gb"] for rows in by_shop.values())


def test_bytes_that_are_not_of_the_declared_encoding_reject_their_line(
    desk: Desk, warehouse: "DuckDBPyConnection", source: Path
) -> None:
    source.write_text(ORDERS.replace("format: csv", "format: csv\nencoding: gb18030"), "utf-8")
    good = (HEAD + "1,张三,2026-10-01 09:00:00,10\n").encode("gb18030")
    drop(desk, "a.csv", good + b"2,\xff\xff,2026-10-01 09:00:00,10\n")
    assert counts(ingest(desk, warehouse).loads) == {"a.csv": (2, 1, 0, 1)}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "foo,bar\n1,2\n", "no source takes such a csv file"),
        (
            "a.csv",
            "订单号,买家,下单日期,金额\n1,a,b,2\n",
            'lacks 下单时间. Did you mean "下单日期"?',
        ),
        ("a.csv", b"", "the file is empty"),
        ("a.csv.gz", gzip.compress(HEAD.encode() * 9999)[:-99], "cut short"),
        ("a.csv", HEAD.encode("gb18030"), "not utf-8 text"),
        ("a.xlsx", b"no workbook", "not a workbook"),
        ("a.parquet", b"no parquet", "not a Parquet file"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_and_the_others_go_on(
    desk: Desk,
    warehouse: "DuckDBPyConnection",
    source: Path,
    name: str,
    content: str | bytes,
    says: str,
) -> None:
    drop(desk, name, content)
    drop(desk, "good.csv", HEAD + "1,ann,2026-10-01 09:00:00,10\n")
    if ".csv" in name:  # so that no shipped source is nearer
        with (desk.home / "desk.yml").open("a", encoding="utf-8") as settings:
            settings.write("sources: [test_orders]\n")
    loaded = ingest(open_desk(desk.home), warehouse)
    assert [*loaded.refusals] == [f"landing/{name}"]
    assert says in loaded.refusals[f"landing/{name}"]
    assert orders(warehouse) == [("1", "10.0000")]
