"""Several files with records in doubt, read with care in one statement or each by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import polars
import pytest

from assets.desk.home import Desk
from assets.raw import careful
from assets.raw.load import ingest
from tests.assets.raw.small_orders import HEAD, ORDERS, drop

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def _texts(desk: Desk) -> None:
    """The n-th file has n good records, a note of two lines, a bad time, and a blank to trim."""
    (desk.home / "sources" / "test_orders.yml").write_text(ORDERS, encoding="utf-8")
    for n in range(1, 5):
        good = [f"{n}-{nth},a,2026-03-01 10:00:00,1\n" for nth in range(n)]
        broken = f'{n}-note,"a\nb",2026-03-01 10:00:00,1\n'
        rest = f"{n}-bad,a,2026-13-45 10:00:00,1\n{n}-blank ,a,2026-03-01 10:00:00,1\n"
        drop(desk, f"orders-{n}.csv", HEAD + "".join(good) + broken + rest)


def _workbooks(desk: Desk) -> None:
    source = ORDERS.replace("format: csv", "format: xlsx")
    (desk.home / "sources" / "test_orders.yml").write_text(source, encoding="utf-8")
    for n in range(1, 5):
        ids = [*(f"{n}-{nth}" for nth in range(n)), f"{n}-note", f"{n}-bad", f"{n}-blank "]
        times = ["2026-03-01 10:00:00"] * (n + 1) + ["2026-13-45 10:00:00", "2026-03-01 10:00:00"]
        frame = {"订单号": ids, "买家": "a", "下单时间": times, "金额": "1"}
        polars.DataFrame(frame).write_excel(desk.landing / f"orders-{n}.xlsx")


@pytest.mark.parametrize("write", [_texts, _workbooks])
@pytest.mark.parametrize("files_at_once", [1, 3, 50])
def test_each_file_counts_its_own_records_and_lines(
    desk: Desk,
    warehouse: "DuckDBPyConnection",
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Desk], None],
    files_at_once: int,
) -> None:
    monkeypatch.setattr(careful, "FILES_AT_ONCE", files_at_once)
    write(desk)
    loads = ingest(desk, warehouse).loads
    assert [(one.records_read, one.loaded, one.rejected) for one in loads] == [
        (n + 3, n + 2, 1) for n in range(1, 5)
    ]
    stored = warehouse.execute("select order_id from raw.orders order by all").fetchall()
    assert {id for (id,) in stored} == {
        f"{n}-{which}" for n in range(1, 5) for which in (*map(str, range(n)), "note", "blank")
    }
    refused = warehouse.execute(
        'select file, record, line, "column" from ops.rejects order by file'
    ).fetchall()
    breaks = 1 if write is _texts else 0
    assert [(Path(file).stem, *rest) for file, *rest in refused] == [
        (f"orders-{n}", n + 2, n + 3 + breaks, "placed_at") for n in range(1, 5)
    ]
