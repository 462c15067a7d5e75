"""Steps of month end: due, late, approved in their order, and what the doctor says of them."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from assets.desk.home import Desk
from assets.doctor import closing
from assets.ledger.close import close
from assets.ledger.steps import approve, steps, window
from assets.ledger.verify import verify
from metrics.documents import Problem
from tests.assets.appraisal_desk import make_desk
from tests.assets.ledger.closing_desk import (
    NOVEMBER,
    OCTOBER,
    closed_desk,
    make_closing_warehouse,
    scored,
)

PLAN = {
    "execution": {"first": 1, "last": 5, "holidays": "roll"},
    "deadlines": {
        "rated": {"label": {"en": "Rated", "zh": "评分"},
                  "within": {"days": 3, "count": "workdays"}},
        "approved": {"label": {"en": "Approved", "zh": "审批"}, "by": {"en": "HR", "zh": "人事"},
                     "within": {"days": 2, "of": "rated"}},
    },
}  # fmt: skip
FOURTH, SIXTH, SEVENTH = (date(2026, 11, day) for day in (4, 6, 7))


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_closing_warehouse() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path, appraisal=PLAN)


class Clock(datetime):
    """It is always the seventh of November, noon."""

    @classmethod
    def now(cls, tz: object = None) -> "Clock":
        return cls(2026, 11, 7, 12)


def states(desk: Desk, today: date) -> list[tuple[str, date, str]]:
    return [(one.id, one.due, one.state) for one in steps(desk, OCTOBER, today)]


def test_deadlines_count_workdays_and_from_each_other(desk: Desk) -> None:
    assert states(desk, FOURTH) == [("rated", FOURTH, "due"), ("approved", SIXTH, "due")]
    assert states(desk, SEVENTH) == [("rated", FOURTH, "late"), ("approved", SIXTH, "late")]


def test_the_window_rolls_over_the_weekend_at_its_start(desk: Desk) -> None:
    days = window(desk, OCTOBER)
    assert days is not None and (days.first, days.last) == (date(2026, 11, 2), SIXTH)


def test_a_desk_without_deadlines_has_no_steps(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    assert steps(desk, OCTOBER, SEVENTH) == [] and window(desk, OCTOBER) is None


def test_steps_are_approved_once_and_in_their_order(desk: Desk) -> None:
    with pytest.raises(Problem, match="请先审批“rated”"):
        approve(desk, OCTOBER, "approved", by="人事", note="", today=FOURTH)
    done = approve(desk, OCTOBER, "rated", by="王主管", note="全部看过", today=FOURTH)
    assert done.record is not None and done.record["note"] == "全部看过"
    with pytest.raises(Problem, match="王主管"):
        approve(desk, OCTOBER, "rated", by="x", note="", today=FOURTH)
    with pytest.raises(Problem, match="是不是“approved”"):
        approve(desk, OCTOBER, "aproved", by="x", note="", today=FOURTH)


def test_an_approval_is_an_event_of_the_chain(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    closed_desk(connection, desk)
    approve(desk, OCTOBER, "rated", by="王主管", note="", today=FOURTH)
    assert verify(desk, OCTOBER).faults == []
    path = desk.ledger / OCTOBER / "approval-1" / "approval.json"
    path.write_text(path.read_text(encoding="utf-8").replace("王主管", "李主管"), encoding="utf-8")
    (fault,) = verify(desk, OCTOBER).faults
    assert fault.en.startswith("2026-10/approval-1/approval.json, line 5:")


def test_a_close_keeps_the_states_of_its_steps(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    approve(desk, OCTOBER, "rated", by="王主管", note="", today=FOURTH)
    scored(connection, desk)
    kept = close(connection, desk, OCTOBER, by="x").record["steps"]
    assert [one["step"] for one in kept] == ["rated", "approved"]
    assert kept[0]["by"] == "王主管" and kept[1]["by"] is None


def test_the_doctor_tells_of_late_steps_and_of_a_period_that_stayed_open(
    connection: duckdb.DuckDBPyConnection, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "datetime", Clock)
    found = closing.month_end(desk)
    assert [(one.level, one.where) for one in found] == [
        ("warn", "2026-10 · rated"), ("warn", "2026-10 · approved"), ("warn", "2026-10"),
    ]  # fmt: skip
    assert "deskmark approve 2026-10 --step rated" in found[0].remedy
    assert found[1].what == "人事 · 审批：应于 2026-11-06 前完成，已逾期 1 天。"
    closed_desk(connection, desk)
    for step in ("rated", "approved"):
        approve(desk, OCTOBER, step, by="x", note="", today=SEVENTH)
    assert closing.month_end(desk) == []


def test_the_doctor_tells_of_lost_files_and_of_adjustments_that_nobody_reads(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    done = closed_desk(connection, desk)
    path = done.folder / "files.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("\t0\t", "\t9\t"), encoding="utf-8")
    connection.execute("delete from ops.files")
    connection.execute(
        "insert into score.adjustments values (?, ?, 's', 'a9', 'score', '1', '2', '1', ?)",
        [NOVEMBER, OCTOBER, json.dumps([])],
    )
    (lost,) = closing.lost_sources(connection, desk)
    assert lost.where == OCTOBER and "landing/orders.csv" in lost.what
    (untold,) = closing.untold_adjustments(connection, desk)
    assert untold.what.startswith("a9 有 2026-10 的补差")
