"""Half-years and years on a desk: stored with the period that ends them, told, frozen, verified."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import fastexcel
import pytest

from assets.appraisal import appraise, inputs_for
from assets.desk.home import Desk
from assets.desk.settings import SchemeUse
from assets.ledger.close import close
from assets.ledger.verify import verify
from metrics.entry import Entry
from metrics.exact import exact
from metrics.scheme_files import open_scheme
from metrics.score import score
from tests.assets.appraisal_desk import add_agent, add_entries, make_desk, make_warehouse
from tests.assets.ledger.closing_desk import MORE

SCHEME = "aftersales-70-30"
NAMES = ("attendance_score", "field_score", "rework_score", "expense_score", "qualitative")
MONTHS = {
    "2026-10": ("80", "90", "70", "60", "90"),
    "2026-11": ("100", "100", "100", "100", None),  # nobody rated: left out, not 0
    "2026-12": ("60", "60", "80", "80", "80"),
}
HELD = "248/3"  # 0.7 × mean(75, 100, 70) + 0.3 × mean(90, 80)


def entered(period: str) -> dict[str, str]:
    values = dict(zip(NAMES, MONTHS[period], strict=True))
    return {"months_employed": "12"} | {name: one for name, one in values.items() if one}


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_warehouse() as opened:
        opened.execute(MORE)
        add_agent(opened, "b1", name="赵敏", team="售后组")
        for period in MONTHS:
            add_entries(opened, "b1", period, entered(period), rater="")
        yield opened


@pytest.fixture
def desk(tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> Desk:
    """Scored month by month."""
    desk = make_desk(tmp_path, [SchemeUse(scheme=SCHEME, teams=["售后组"], since="2026-01")])
    for period in MONTHS:
        inputs_for(connection, desk, period)
        appraise(connection, desk, period)
    return desk


def test_a_half_year_and_a_year_stand_with_the_month_that_ends_them(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    assert connection.execute(
        "select period, months, summary, score, score_shown, label_zh from score.summaries "
        "order by months"
    ).fetchall() == [
        ("2026-12", "2026", "year", HELD, "82.67", "年度考核得分"),
        ("2026-12", "2026-H2", "half_year", HELD, "82.67", "年中考核得分"),
    ]


def test_month_by_month_comes_to_the_same_as_all_months_at_once(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    entries = [
        Entry("b1", name, exact(value), period)
        for period in MONTHS
        for name, value in entered(period).items()
    ]
    at_once = {one.summary: one.score for one in score(open_scheme(SCHEME), entries).statements
               if one.summary}  # fmt: skip
    stored = connection.execute("select summary, score from score.summaries").fetchall()
    assert {name: exact(text) for name, text in stored} == at_once


def test_another_score_of_an_earlier_month_moves_it(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    connection.execute(
        "update score.lines set points = '50' where line = 'qualitative' and period = '2026-10'"
    )
    appraise(connection, desk, "2026-12")
    ((half,),) = connection.execute(
        "select score from score.summaries where summary = 'half_year'"
    ).fetchall()
    assert exact(half) == exact("248/3") - exact("0.3") * 20


def test_a_close_freezes_tells_and_recomputes_them(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    done = close(connection, desk, "2026-12", by="x")
    assert len((done.folder / "summaries.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert verify(desk, "2026-12").faults == []
    book = fastexcel.read_excel(done.folder / "statements" / "售后组.xlsx")
    cells = book.load_sheet("赵敏", header_row=None, dtypes="string").to_polars().rows()
    told = [[cell for cell in row if cell] for row in cells]
    assert [row for row in told if row and row[0].startswith("年中考核得分 (2026-H2)")]
    changed = (done.folder / "summaries.jsonl").read_text(encoding="utf-8").replace(HELD, "90")
    (done.folder / "summaries.jsonl").write_text(changed, encoding="utf-8")
    faults = [one.en for one in verify(desk, "2026-12").faults]
    assert any("summaries.jsonl, line 1, b1: computed again it differs in score" in one
               for one in faults)  # fmt: skip
