"""Reopening and appeals: what changed, for whom, and by which cause; nothing old is touched."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from assets.appraisal.behind import periods_behind
from assets.appraisal.entries import entries_of
from assets.desk.home import Desk
from assets.desk.settings import SchemeUse
from assets.ledger import difference
from assets.ledger.close import close
from assets.ledger.closes import closed
from assets.ledger.correct import correct
from assets.ledger.corrections import Correction, corrected
from assets.ledger.frozen import Row, read_rows
from assets.ledger.recompute import recomputed
from assets.ledger.reopen import reopen
from assets.ledger.verify import verify
from metrics.documents import Problem
from metrics.entry import Entry
from metrics.number import Fraction
from metrics.scheme_files import open_scheme
from tests.assets.appraisal_desk import make_desk
from tests.assets.ledger.closing_desk import (
    NOVEMBER,
    OCTOBER,
    closed_desk,
    make_closing_warehouse,
    scored,
    texts,
)

LATE_ORDERS = (
    "update kpi.agent_days set numerator = 97, denominator = 103 "
    "where kpi = 'order_pay_rate' and agent_id = 'a2'"
)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_closing_warehouse() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def closed_again(connection: duckdb.DuckDBPyConnection, desk: Desk) -> list[Row]:
    scored(connection, desk)
    done = close(connection, desk, OCTOBER, by="x")
    assert verify(desk, OCTOBER).faults == []
    return read_rows(done.folder / "difference.jsonl")


def told(rows: list[Row]) -> set[tuple[object, ...]]:
    return {(row["agent_id"], row["what"], row["was"], row["now"], row["cause"]) for row in rows}


def test_reopening_needs_a_reason_and_a_closed_period(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    with pytest.raises(Problem, match="没有关账"):
        reopen(desk, OCTOBER, reason="x", by="x")
    closed_desk(connection, desk)
    with pytest.raises(Problem, match="原因"):
        reopen(desk, OCTOBER, reason="  ", by="x")


def test_the_old_close_stays_byte_for_byte(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    first = closed_desk(connection, desk).folder
    before = texts(first)
    reopen(desk, OCTOBER, reason="late orders", by="x")
    assert closed(desk, OCTOBER) is None
    connection.execute(LATE_ORDERS)
    assert closed_again(connection, desk)
    held = closed(desk, OCTOBER)
    assert held is not None and held.folder.name == "2"
    assert texts(first) == before


def test_late_orders_are_a_difference_by_input_per_agent_and_line(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    closed_desk(connection, desk)
    reopen(desk, OCTOBER, reason="late orders", by="x")
    connection.execute(LATE_ORDERS)
    found = closed_again(connection, desk)
    own = [row for row in found if row["agent_id"] == "a2"]
    assert ("a2", "line:payment", "12", "20", "input") in told(own)
    assert own[0]["behind"] == [
        {
            "input": "order_pay_rate",
            "was": "87/103",
            "now": "97/103",
            "origin": "kpi:order_pay_rate",
        }
    ]
    assert {row["cause"] for row in found} == {"input"}


def test_nothing_changed_is_no_difference(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    closed_desk(connection, desk)
    reopen(desk, OCTOBER, reason="looked again", by="x")
    assert closed_again(connection, desk) == []


def test_rule_input_correction_and_program_are_told_apart_and_add_up(
    connection: duckdb.DuckDBPyConnection, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = closed_desk(connection, desk)
    was = {row["agent_id"]: row for row in read_rows(first.folder / "results.jsonl")}
    correct(desk, OCTOBER, Correction("a2", "work_task", ("10",)), evidence="memo", by="李经理")
    reopen(desk, OCTOBER, reason="all at once", by="x")
    connection.execute(LATE_ORDERS)
    use = SchemeUse(scheme="taobao-kpi-tiers", teams=["售前一组"], since="2026-01",
                    parameters={"performance_base": 1000})  # fmt: skip
    richer = make_desk(desk.home, schemes=[use])
    found = closed_again(connection, richer)
    pay = [(row["was"], row["now"], row["cause"]) for row in found
           if (row["agent_id"], row["what"]) == ("a2", "pay:performance")]  # fmt: skip
    assert [cause for *_, cause in pay] == ["rule", "input", "correction"]
    assert [before for before, *_ in pay[1:]] == [now for _, now, _ in pay[:-1]]
    second = closed(richer, OCTOBER)
    assert second is not None
    now = {row["agent_id"]: row for row in read_rows(second.folder / "results.jsonl")}
    assert pay[0][0] == json.loads(str(was["a2"]["pay"]))["performance"]
    assert pay[-1][1] == json.loads(str(now["a2"]["pay"]))["performance"]
    rule = next(row for row in found if row["cause"] == "rule")
    assert rule["behind"] == [{"rule": "desk.yml"}]


def test_a_new_build_that_scores_otherwise_is_its_own_cause(
    connection: duckdb.DuckDBPyConnection, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = closed_desk(connection, desk).folder

    def other(own: Desk, period: str, tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
        made = recomputed(own, period, tables)
        made["results"][0]["grade"] = "A"
        return made

    monkeypatch.setattr(difference, "recomputed", other)
    rows = difference.differences(desk, OCTOBER, first, first, read_rows(first / "inputs.jsonl"))
    assert told(rows) == {("a1", "grade", None, "A", "program"),
                          ("a1", "grade", "A", None, "correction")}  # fmt: skip


def test_a_correction_is_kept_with_evidence_and_told_as_a_delta(
    connection: duckdb.DuckDBPyConnection, desk: Desk, tmp_path: Path
) -> None:
    first = closed_desk(connection, desk).folder
    before = texts(first)
    proof = tmp_path / "gate log.pdf"
    proof.write_bytes(b"%PDF")
    made = Correction("a2", "work_task", ("10",))
    delta = correct(desk, OCTOBER, made, evidence=str(proof), by="李经理")
    assert {("a2", "line:work_task")} <= {(row["agent_id"], row["what"]) for row in delta}
    kept = desk.ledger / OCTOBER / "correction-1"
    record = json.loads((kept / "correction.json").read_text(encoding="utf-8"))
    assert (record["by"], record["evidence"]) == ("李经理", "evidence/gate log.pdf")
    assert (kept / "evidence" / "gate log.pdf").read_bytes() == b"%PDF"
    assert texts(first) == before and verify(desk, OCTOBER).faults == []
    (kept / "evidence" / "gate log.pdf").write_bytes(b"%PDG")
    assert "correction-1/evidence/gate log.pdf" in verify(desk, OCTOBER).faults[0].en


def test_two_corrections_are_each_told_against_the_one_before(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    closed_desk(connection, desk)
    correct(desk, OCTOBER, Correction("a2", "work_task", ("9",)), evidence="x", by="y")
    delta = correct(desk, OCTOBER, Correction("a2", "work_task", ("10",)), evidence="x", by="y")
    line = next(row for row in delta if row["what"] == "line:work_task")
    assert (line["was"], line["now"]) == ("9", "10")


@pytest.mark.parametrize(
    ("correction", "sentence"),
    [
        (Correction("a77", "work_task", ("1",)), "没有“a77”"),
        (Correction("a2", "work_tusk", ("1",)), "是不是“work_task”"),
    ],
)
def test_a_correction_of_nobody_or_nothing_is_refused_with_a_hint(
    connection: duckdb.DuckDBPyConnection, desk: Desk, correction: Correction, sentence: str
) -> None:
    closed_desk(connection, desk)
    with pytest.raises(Problem, match=sentence.replace("?", r"\?")):
        correct(desk, OCTOBER, correction, evidence="x", by="y")
    assert not (desk.ledger / OCTOBER / "correction-1").exists()


def entered(value: str, origin: str) -> Row:
    return {"period": OCTOBER, "agent_id": "a1", "input": "exam", "value": value,
            "numerator": None, "denominator": None, "origin": origin}  # fmt: skip


def test_a_correction_of_one_rater_leaves_the_others_and_keeps_the_raters_name() -> None:
    rows = [entered("7", "month_end:主管"), entered("9", "month_end:自评")]
    made = corrected(rows, [Correction("a1", "exam", ("8",), "主管")], OCTOBER)
    assert [(row["value"], row["origin"]) for row in made] == [
        ("9", "month_end:自评"), ("8", "correction:主管"),
    ]  # fmt: skip
    scheme = open_scheme("taobao-kpi-tiers")
    (entry,) = entries_of(scheme, ("a1", OCTOBER, ""), "work_task", ("8", None, None),
                          "correction:主管")  # fmt: skip
    assert isinstance(entry, Entry) and (entry.value, entry.rater) == (Fraction(8), "主管")


def test_a_correction_may_say_that_there_was_nothing_or_several() -> None:
    rows = [entered("7", "month_end"), entered("9", "month_end")]
    (nothing,) = corrected(rows, [Correction("a1", "exam", ("n/a",))], OCTOBER)
    assert (nothing["value"], nothing["numerator"], nothing["denominator"]) == (None, "0", "0")
    several = corrected(rows, [Correction("a1", "exam", ("1", "2"))], OCTOBER)
    assert [row["value"] for row in several] == ["1", "2"]


def test_an_open_period_is_corrected_where_it_was_entered(desk: Desk) -> None:
    with pytest.raises(Problem, match="month-end/"):
        correct(desk, NOVEMBER, Correction("a2", "work_task", ("1",)), evidence="x", by="y")


def test_a_closed_period_is_never_behind_until_it_is_reopened(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    connection.execute(
        "insert into ops.days values ('raw.orders', 'business_date', '2026-10-05', 1)"
    )
    closed_desk(connection, desk)
    connection.execute("insert into ops.days values ('kpi.agent_days', '', '2026-10-05', 99)")
    assert OCTOBER not in periods_behind(connection, desk)
    reopen(desk, OCTOBER, reason="x", by="x")
    assert OCTOBER in periods_behind(connection, desk)
