"""The month-end workbook: right numbers, own data only, harmless text, the same bytes each time."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import fastexcel
import pytest

from assets.appraisal import appraise, inputs_for
from assets.desk.home import Desk
from assets.desk.settings import SchemeUse
from assets.workbook import write_workbooks
from assets.workbook.cells import harmless
from assets.workbook.reading import team_books
from metrics.documents import Problem
from tests.assets.appraisal_desk import (
    RATED,
    TOP,
    add_agent,
    add_entries,
    add_sums,
    add_top_agent,
    make_desk,
    make_warehouse,
)

OCTOBER = "2026-10"
Cells = list[list[object]]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_warehouse() as opened:
        add_top_agent(opened, "a1", OCTOBER, name="李小明")
        add_agent(opened, "a2", name="张伟")
        add_sums(opened, "a2", date(2026, 10, 5), TOP | {"order_pay_rate": (87, 103)})
        add_entries(opened, "a2", OCTOBER, RATED | {"work_task": "7.25"})
        add_agent(opened, "a3", name="=HYPERLINK(1)")
        add_sums(opened, "a3", date(2026, 10, 5), TOP)
        yield opened


def write(connection: duckdb.DuckDBPyConnection, desk: Desk) -> list[Path]:
    inputs_for(connection, desk, OCTOBER)
    appraise(connection, desk, OCTOBER)
    return write_workbooks(team_books(connection, desk, OCTOBER), desk.exports / OCTOBER)


def sheets(path: Path) -> dict[str, Cells]:
    book = fastexcel.read_excel(path)
    return {
        name: [
            list(row)
            for row in book.load_sheet(name, header_row=None, dtypes="string").to_polars().rows()
        ]
        for name in book.sheet_names
    }


def words_of(cells: Cells) -> str:
    return "\n".join(str(cell) for row in cells for cell in row if cell is not None)


def test_a_team_gets_one_workbook_with_a_ranking_and_a_sheet_per_agent(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (path,) = write(connection, make_desk(tmp_path))
    assert path == tmp_path / "exports" / OCTOBER / "售前一组.xlsx"
    assert list(sheets(path)) == ["排名", "李小明", "张伟", "=HYPERLINK(1)"]


def test_the_ranking_shows_scores_and_pay_as_numbers_best_first(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (path,) = write(connection, make_desk(tmp_path))
    ranking = sheets(path)["排名"]
    head = next(place for place, row in enumerate(ranking) if row[0] == "名次")
    people = [row[:4] for row in ranking[head + 1 : head + 4]]
    assert [[row[1], float(str(row[3]))] for row in people[:2]] == [["a1", 100.0], ["a2", 89.25]]
    assert people[2][:2] == ["—", "a3"]
    pay = ranking[head].index("绩效工资（指标）")
    assert [float(str(row[pay])) for row in ranking[head + 1 : head + 3]] == [750.0, 669.38]


def test_an_agents_sheet_explains_every_line(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (path,) = write(connection, make_desk(tmp_path))
    rows = sheets(path)["张伟"]
    payment = next(row for row in rows if row[0] == "支付率")
    assert payment[1] == "x ≥ 92% → 100\n85% ≤ x < 92% → 80\n72% ≤ x < 85% → 60\nx < 72% → 0"
    assert float(str(payment[2])) == pytest.approx(87 / 103)
    assert payment[3] == "72% ≤ x < 85% → 60"
    assert [float(str(cell)) for cell in payment[4:7]] == [60, 20, 12]
    assert payment[7] == "87 / 103\n达到 85% 可再得 4 分。"
    text = words_of(rows)
    assert all(signer in text for signer in ("被考核人", "考核人", "复核人", "签名："))
    assert "2 / 2" in text


def test_an_agents_sheet_holds_nothing_about_anybody_else(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (path,) = write(connection, make_desk(tmp_path))
    book = sheets(path)
    for own, others in (("李小明", ("张伟", "a2", "669.38", "89.25")), ("张伟", ("李小明", "a1"))):
        assert own in words_of(book[own])
        assert not [secret for secret in others if secret in words_of(book[own])]


def test_who_was_not_scored_has_a_sheet_that_says_why(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (path,) = write(connection, make_desk(tmp_path))
    text = words_of(sheets(path)["=HYPERLINK(1)"])
    assert "未计分" in text
    assert "缺少：工作任务评分 (work_task)" in text


def test_no_cell_is_a_formula(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (path,) = write(connection, make_desk(tmp_path))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not [name for name, xml in parts.items() if "/worksheets/" in name and "<f>" in xml]
    strings = re.findall(r"<t[^>]*>([^<]*)</t>", parts["xl/sharedStrings.xml"])
    assert "'=HYPERLINK(1)" in strings
    assert not [text for text in strings if text[:1] in "=+-@" and text]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+86 10", "'+86 10"),
        ("-1", "'-1"),
        ("@name", "'@name"),
        (" =1", "' =1"),
        ("\t=1", "'\t=1"),
        ("a=1", "a=1"),
        ("−1", "−1"),
        ("", ""),
    ],
)
def test_text_that_looks_like_a_formula_is_made_harmless(text: str, written: str) -> None:
    assert harmless(text) == written


def test_every_run_writes_the_same_bytes(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (path,) = write(connection, make_desk(tmp_path))
    first = path.read_bytes()
    assert write(connection, make_desk(tmp_path)) == [path]
    assert path.read_bytes() == first
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_the_desks_language_is_the_workbooks(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (path,) = write(connection, make_desk(tmp_path, language="en"))
    book = sheets(path)
    assert next(iter(book)) == "Ranking"
    text = words_of(book["张伟"])
    assert "Inquiry conversion" in text
    assert "85% would bring 4 more." in text
    assert "考核" not in text


def test_an_assumed_number_is_marked_on_the_ranking_and_on_every_sheet(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    assumed = {"sales_commission": {"value": "318.60", "assumed": True}}
    use = SchemeUse(scheme="taobao-kpi-tiers", since="2026-01", parameters=assumed)
    (path,) = write(connection, make_desk(tmp_path, [use]))
    book = sheets(path)
    marked = [name for name in book if "销售额提成（比例未列）为假定值" in words_of(book[name])]
    assert marked == ["排名", "李小明", "张伟"]
    assert "2318.6" in words_of(book["李小明"])


def test_teams_have_workbooks_of_their_own_with_names_that_any_disk_takes(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    for agent_id, team in (("b1", "a/b"), ("b2", "a:b"), ("b3", "")):
        add_agent(connection, agent_id, team=team)
    use = SchemeUse(scheme="taobao-kpi-tiers", since="2026-01")
    paths = write(connection, make_desk(tmp_path, [use]))
    names = {path.name for path in paths}
    assert names == {"未分组.xlsx", "a_b.xlsx", "a_b (2).xlsx", "售前一组.xlsx"}


def test_namesakes_are_told_apart_by_their_id(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    add_agent(connection, "a4", name="张伟")
    (path,) = write(connection, make_desk(tmp_path))
    assert {"张伟 a2", "张伟 a4"} < set(sheets(path))


def test_a_workbook_that_cannot_be_replaced_is_one_clear_sentence(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("assets.workbook.os.replace", refuse)
    with pytest.raises(Problem, match=r"售前一组\.xlsx: cannot be replaced; close it"):
        write(connection, make_desk(tmp_path))
    assert list((tmp_path / "exports" / OCTOBER).iterdir()) == []


def test_nobody_scored_means_no_workbook(tmp_path: Path) -> None:
    with make_warehouse() as nothing:
        assert write(nothing, make_desk(tmp_path)) == []
    assert not (tmp_path / "exports").exists()
