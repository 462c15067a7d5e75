"""What a month-end workbook asks: the sheets and columns of the period's schemes, no others."""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import fastexcel
import pytest

from assets.desk.home import Desk
from assets.files.landing import landed_files
from assets.files.match import match_file
from assets.month_end import write_templates
from assets.month_end.asked import forms_of
from assets.raw.load import sources_of
from metrics.documents import Problem
from tests.assets.appraisal_desk import make_desk, make_warehouse
from tests.assets.month_end.books import OCTOBER, TEAM, desk_of_everything


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_warehouse() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> Desk:
    return desk_of_everything(tmp_path, connection)


def _rows(path: Path, sheet: str) -> list[list[str]]:
    loaded = fastexcel.read_excel(path).load_sheet(sheet, header_row=None, dtypes="string")
    return [[cell or "" for cell in row] for row in loaded.to_polars().rows()]


def test_each_team_gets_a_book_with_a_sheet_for_each_way_of_entering(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    first, second = write_templates(connection, desk, OCTOBER, "xlsx")
    assert [one.path.name for one in (first, second)] == ["客服_二组.xlsx", f"{TEAM}.xlsx"]
    names = fastexcel.read_excel(second.path).sheet_names
    assert names == ["填写说明", "录入", "评分", "逐次记录", "deskmark"]
    keys, _, headers, *people = _rows(second.path, "录入")
    assert keys[2:-1] == ["late", "exam", "done", "interview", "answer_rate"]
    assert headers[2] == "迟到 *\n(个数，整数，不小于 0)"
    assert [row[:2] for row in people] == [["a1", "王一"], ["a2", "'=李二"]]
    raters = [row[:4] for row in _rows(second.path, "评分")[3:]]
    assert raters[:2] == [["a1", "王一", "自评", "self"], ["a1", "王一", "主管", "lead"]]


def test_a_figure_that_no_log_brings_is_asked_for(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    (form,) = forms_of(connection, desk, OCTOBER)
    counted = {one.name: one.counted.en for one in form.asked if one.counted is not None}
    assert counted == {"answer_rate": "No log of the period has it."}


def test_the_same_month_makes_the_same_bytes_and_no_filled_book_is_overwritten(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    one, _ = write_templates(connection, desk, OCTOBER, "xlsx")
    content = one.path.read_bytes()
    one.path.unlink()
    again, _ = write_templates(connection, desk, OCTOBER, "xlsx")
    assert again.path.read_bytes() == content and again.is_new
    again.path.write_bytes(b"filled")
    kept, _ = write_templates(connection, desk, OCTOBER, "xlsx")
    assert not kept.is_new and kept.path.read_bytes() == b"filled"


def test_the_csv_form_asks_the_same_and_is_known_by_its_source(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    write_templates(connection, desk, OCTOBER, "csv")
    (form,) = forms_of(connection, desk, OCTOBER)
    with (desk.month_end / OCTOBER / f"{TEAM}.csv").open(encoding="utf-8-sig") as handle:
        rows = list(csv.DictReader(handle))
    asked = {(row["agent_id 工号"], row["input 录入项"]) for row in rows}
    assert asked == {(agent, one.name) for agent in ("a1", "a2") for one in form.asked}
    for file in landed_files(desk.home, [desk.month_end]):
        source = match_file(file, sources_of(desk), "en").source
        assert source is not None and source.id == "month_end_form"


def test_a_period_without_schemes_has_nothing_to_fill(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    with pytest.raises(Problem, match="nothing is to be entered for 2026-10"):
        write_templates(connection, make_desk(tmp_path, []), OCTOBER, "xlsx")
