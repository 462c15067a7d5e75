"""Reading a filled workbook back: everything amiss by cell, everything missing by person."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from assets.desk.home import Desk
from assets.doctor import entries
from assets.month_end import check_entries, write_templates
from tests.assets.appraisal_desk import loaded_until, make_warehouse
from tests.assets.month_end.books import OCTOBER, TEAM, desk_of_everything, fill

Cells = dict[str, str | float]
FIRST: Cells = {"C4": 1, "D4": 88.5, "E4": 0.9, "F4": "是", "G4": 0.85}
SECOND: Cells = {"C5": 0, "E5": 1, "F5": "否", "G5": 0.7}
EVENTS: Cells = {"A4": "a1", "C4": 92, "A5": "a1", "C5": 88}
WHOLE: dict[tuple[str, str], str | float] = {
    **{("录入", cell): value for cell, value in (FIRST | SECOND).items()},
    **{("评分", f"E{row}"): "好" for row in (4, 5, 6, 7)},
    **{("逐次记录", cell): value for cell, value in EVENTS.items()},
}


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_warehouse() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> Desk:
    desk = desk_of_everything(tmp_path, connection)
    write_templates(connection, desk, OCTOBER, "xlsx")
    return desk


def _book(desk: Desk) -> Path:
    return desk.month_end / OCTOBER / f"{TEAM}.xlsx"


def test_an_empty_book_is_incomplete_and_not_wrong(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    found = check_entries(connection, desk, OCTOBER)
    assert (found.people, found.entries, found.problems) == (3, 0, [])
    lacking = {one.agent_id: one.items for one in found.missing}
    assert lacking.keys() == {"a1", "a2", "b1"}
    assert lacking["a1"] == ("迟到", "计划完成率", "面谈", "态度", "接通率")


def test_a_filled_book_is_right_and_complete(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    fill(_book(desk), WHOLE)
    found = check_entries(connection, desk, OCTOBER)
    assert found.problems == []
    assert [one.agent_id for one in found.missing] == ["b1"]


def test_what_one_rater_has_not_sent_is_named(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    fill(_book(desk), {cell: value for cell, value in WHOLE.items() if cell != ("评分", "E5")})
    found = check_entries(connection, desk, OCTOBER)
    assert ("a1", ("态度（主管）",)) in [(one.agent_id, one.items) for one in found.missing]


def test_every_problem_is_told_at_once_with_its_cell(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    wrong: dict[tuple[str, str], str | float] = {
        ("录入", "C4"): 1.5,
        ("录入", "D4"): 120,
        ("录入", "E4"): 95,
        ("录入", "F5"): "或许",
        ("评分", "E6"): "优",
        ("逐次记录", "A6"): "a3",
        ("逐次记录", "C6"): 70,
        ("逐次记录", "C7"): 60,
        ("逐次记录", "A8"): "z9",
        ("逐次记录", "C8"): 50,
        ("逐次记录", "C5"): "八十",
    }
    fill(_book(desk), WHOLE | wrong)
    found = check_entries(connection, desk, OCTOBER)
    told = {(one.place.sheet, one.place.cell): one.text for one in found.problems}
    assert told.keys() == {
        *((sheet, cell) for sheet, cell in wrong if not cell.startswith("A")),
    }
    assert told["录入", "D4"] == "考试：120 高于 100。"
    assert "75%" in told["录入", "E4"]
    assert told["逐次记录", "C6"] == "没有工号为“a3”的人员。是否应为“a2”？"
    assert told["逐次记录", "C7"] == "本行没有人员，请在首列选择。"
    assert told["逐次记录", "C8"] == "本期没有适用于 z9 的方案，无须录入。"
    assert all(one.place.file == f"month-end/{OCTOBER}/{TEAM}.xlsx" for one in found.problems)


def test_two_files_that_say_the_same_thing_are_told_apart(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    fill(_book(desk), WHOLE)
    text = f"period,agent_id,input,value,rater,note\n{OCTOBER},a1,late,2,,\n{OCTOBER},a1,lat,2,,\n"
    (desk.month_end / "more.csv").write_text(text, encoding="utf-8")
    found = check_entries(connection, desk, OCTOBER)
    twice, unknown = found.problems
    assert (twice.place.file, twice.place.cell) == ("month-end/more.csv", "2")
    assert f"month-end/{OCTOBER}/{TEAM}.xlsx 录入 C4" in twice.text
    assert unknown.place.cell == "3" and "late" in unknown.text


def test_last_months_book_in_this_months_folder_is_named(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    (desk.month_end / "2026-11").mkdir()
    _book(desk).rename(desk.month_end / "2026-11" / f"{TEAM}.xlsx")
    (trouble,) = check_entries(connection, desk, "2026-11").problems
    assert trouble.text.startswith("这是 2026-10 的工作簿")


class Clock(datetime):
    """It is always the seventh of November, noon."""

    @classmethod
    def now(cls, tz: object = None) -> "Clock":
        return cls(2026, 11, 7, 12)


def test_the_doctor_counts_what_a_book_lacks_and_names_the_command_that_shows_it(
    connection: duckdb.DuckDBPyConnection, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "datetime", Clock)
    (empty,) = entries.books_amiss(connection, desk)
    assert empty.what == "尚未填写：缺 15 项，涉及 3 人中的 3 人（客服/二组 1、客服一组 2）。"
    assert "deskmark month-end template --period 2026-10" in empty.remedy
    fill(_book(desk), WHOLE | {("录入", "D4"): 140.0})
    wrong, half = entries.books_amiss(connection, desk)
    assert wrong.what == f"1 处录入须改正：month-end/{OCTOBER}/{TEAM}.xlsx"
    assert half.what == "未填完：缺 5 项，涉及 3 人中的 1 人（客服/二组 1）。"
    assert "deskmark month-end check --period 2026-10" in half.remedy
    loaded_until(connection, date(2026, 9, 30))
    assert entries.books_amiss(connection, desk) == []  # no logs of the period: nothing to ask yet
