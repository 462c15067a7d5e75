"""Late logs never change a closed period: the next one tells of them, and may pay them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import fastexcel
import pytest

from assets.appraisal.behind import mark_scored, periods_behind
from assets.desk.home import Desk
from assets.ledger import adjustments
from assets.ledger.adjustments import adjust
from assets.ledger.close import close
from assets.ledger.correct import correct
from assets.ledger.corrections import Correction
from assets.ledger.reopen import reopen
from assets.ledger.verify import verify
from assets.workbook import write_workbooks
from assets.workbook.reading import team_books
from tests.assets.appraisal_desk import RATED, TOP, add_entries, add_sums, make_desk
from tests.assets.ledger.closing_desk import (
    NOVEMBER,
    OCTOBER,
    closed_desk,
    make_closing_warehouse,
    scored,
    texts,
)

DECEMBER = "2026-12"
Found = set[tuple[str, str, str, str | None, str | None, str | None]]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_closing_warehouse() as opened:
        for agent in ("a1", "a2", "a3"):
            for period in (NOVEMBER, DECEMBER):
                month = int(period[5:])
                add_sums(opened, agent, date(2026, month, 5), TOP)
                add_entries(opened, agent, period, RATED)
        for month in (11, 12):
            add_sums(opened, None, date(2026, month, 5), {"shop_aov": (700, 7)})
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def late_orders(connection: duckdb.DuckDBPyConnection, paid: int = 97) -> None:
    connection.execute(
        "update kpi.agent_days set numerator = ? "
        "where kpi = 'order_pay_rate' and agent_id = 'a2' and month(business_date) = 10",
        [paid],
    )
    ((version,),) = connection.execute("select max(version) + 1 from ops.days").fetchall()
    connection.execute(
        "insert into ops.days values ('kpi.agent_days', 'business_date', '2026-10-05', ?)",
        [version],
    )


def carried(connection: duckdb.DuckDBPyConnection, desk: Desk, period: str) -> Found:
    adjust(connection, desk, period)
    return set(
        connection.execute(
            "select of_period, agent_id, what, was, now, difference from score.adjustments "
            "where period = ?",
            [period],
        ).fetchall()
    )


SCORE = (OCTOBER, "a2", "score", "89.25", "97.25", "8")
PAY = (OCTOBER, "a2", "pay:performance", "669.38", "729.38", "60")


def test_late_orders_change_the_next_period_and_not_the_closed_one(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    folder = closed_desk(connection, desk).folder
    before = texts(folder)
    assert carried(connection, desk, NOVEMBER) == set()
    late_orders(connection)
    assert {SCORE, PAY} <= carried(connection, desk, NOVEMBER)
    assert texts(folder) == before
    assert carried(connection, desk, DECEMBER) == set()


def test_nothing_is_counted_anew_while_there_is_no_news(
    connection: duckdb.DuckDBPyConnection, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed_desk(connection, desk)

    def never(*_: object) -> None:
        raise AssertionError("counted anew")

    monkeypatch.setattr(adjustments, "input_rows", never)
    assert carried(connection, desk, NOVEMBER) == set()
    late_orders(connection)
    with pytest.raises(AssertionError, match="counted anew"):
        carried(connection, desk, NOVEMBER)


def test_news_of_a_closed_period_makes_the_next_one_behind(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    connection.execute("update ops.days set day = '2026-11-30'")
    closed_desk(connection, desk)
    scored(connection, desk, NOVEMBER)
    (desk.exports / NOVEMBER).mkdir()
    mark_scored(connection, desk, NOVEMBER)
    assert periods_behind(connection, desk) == []
    late_orders(connection)
    assert periods_behind(connection, desk) == [NOVEMBER]


def test_what_a_closed_period_has_carried_is_not_carried_again(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    closed_desk(connection, desk)
    late_orders(connection)
    scored(connection, desk, NOVEMBER)
    carried(connection, desk, NOVEMBER)
    close(connection, desk, NOVEMBER, by="x")
    assert verify(desk, NOVEMBER).faults == []
    assert carried(connection, desk, DECEMBER) == set()
    late_orders(connection, paid=88)  # some of them were fakes
    back = carried(connection, desk, DECEMBER)
    assert (OCTOBER, "a2", "score", "97.25", "93.25", "-4") in back


def test_a_correction_is_carried_like_late_logs(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    closed_desk(connection, desk)
    correct(desk, OCTOBER, Correction("a2", "work_task", ("10",)), evidence="memo", by="x")
    assert (OCTOBER, "a2", "score", "89.25", "92", "2.75") in carried(connection, desk, NOVEMBER)
    ((causes,),) = connection.execute(
        "select causes from score.adjustments where what = 'score' and agent_id = 'a2'"
    ).fetchall()
    assert '"was": "7.25", "now": "10", "origin": "correction"' in causes


def test_a_reopened_period_takes_its_news_itself(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    closed_desk(connection, desk)
    late_orders(connection)
    reopen(desk, OCTOBER, reason="x", by="x")
    assert carried(connection, desk, NOVEMBER) == set()


def test_a_kpi_that_is_defined_anew_is_no_news(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    closed_desk(connection, desk)
    late_orders(connection)
    (desk.home / "kpis").mkdir()
    (desk.home / "kpis" / "order_pay_rate.yml").write_text("label: another", encoding="utf-8")
    assert carried(connection, desk, NOVEMBER) == set()


def test_where_files_behind_the_close_are_gone_nothing_is_adjusted(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    folder = closed_desk(connection, desk).folder
    listed = (folder / "files.tsv").read_text(encoding="utf-8")
    (folder / "files.tsv").write_text(listed.replace("\t0\t", "\t9\t"), encoding="utf-8")
    late_orders(connection)
    assert carried(connection, desk, NOVEMBER) != set()
    connection.execute("delete from ops.files")
    assert carried(connection, desk, NOVEMBER) == set()


@pytest.mark.parametrize("setting", ["show", "pay"])
def test_the_next_sheet_tells_the_change_and_pays_it_only_where_the_desk_says_so(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, setting: str
) -> None:
    desk = make_desk(tmp_path, adjustments=setting)
    closed_desk(connection, desk)
    late_orders(connection)
    scored(connection, desk, NOVEMBER)
    carried(connection, desk, NOVEMBER)
    (path,) = write_workbooks(team_books(connection, desk, NOVEMBER), desk.exports / NOVEMBER)
    book = fastexcel.read_excel(path)
    rows = book.load_sheet("张伟", header_row=None, dtypes="string").to_polars().rows()
    cells = [str(cell) for row in rows for cell in row if cell is not None]
    told = next(cell for cell in cells if cell.startswith("2026-10 关账后变化"))
    assert "得分 89.25 → 97.25 (+8)" in told and "支付率 87/103 → 97/103" in told
    assert ("绩效工资（指标）（2026-10 补差）" in cells) == (setting == "pay")
    assert ("60" in cells or "60.0" in cells) == (setting == "pay")
    other = book.load_sheet("李小明", header_row=None, dtypes="string").to_polars().rows()
    assert not any(
        "关账后变化" in str(cell) for row in other for cell in row if "得分" in str(cell)
    )
