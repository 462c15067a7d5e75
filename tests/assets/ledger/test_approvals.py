"""Entries above a threshold: held out until others agree, in their order; told of, and kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from assets.appraisal.coverage import Covered, Use, coverage
from assets.desk.home import Desk
from assets.desk.settings import Members, SchemeUse
from assets.doctor import closing
from assets.ledger.adjustments import adjust
from assets.ledger.approvals import Held, held_in
from assets.ledger.approve_entry import approve_entry
from assets.ledger.approved import approved
from assets.ledger.close import Unready, close
from assets.ledger.steps import steps, windows
from assets.ledger.verify import verify
from metrics.documents import Problem
from metrics.scheme import Scheme
from metrics.scheme_files import open_scheme
from tests.assets.appraisal_desk import add_agent, add_entries, make_desk
from tests.assets.ledger.closing_desk import (
    NOVEMBER,
    OCTOBER,
    make_closing_warehouse,
    scored,
)

LEDGER = SchemeUse(scheme="property-merit-ledger", teams=["客服部"], since="2026-01")
HR, DEPUTY = "hr", "deputy_general_manager"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path, [LEDGER], language="en")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """One person: rewards of levels 5 and 3, a penalty of level 1."""
    with make_closing_warehouse() as opened:
        add_agent(opened, "b1", name="赵敏", team="客服部")
        add_entries(opened, "b1", OCTOBER, {"rewards": "5; 3", "penalties": "1"})
        yield opened


def score(connection: duckdb.DuckDBPyConnection, desk: Desk) -> str:
    scored(connection, desk)
    ((found,),) = connection.execute(
        "select score from score.results where agent_id = 'b1'"
    ).fetchall()
    return str(found)


def agree(connection: duckdb.DuckDBPyConnection, desk: Desk, *steps_taken: str) -> Held:
    for step in steps_taken:
        held = approve_entry(connection, desk, OCTOBER, "special_reward", "b1", None, step,
                             by="林副总", note="材料 17")  # fmt: skip
    return held


def held(connection: duckdb.DuckDBPyConnection, desk: Desk) -> list[tuple[str, str | None]]:
    uses = coverage(connection, desk, OCTOBER)
    return [(one.value, one.next_step) for one in held_in(connection, desk, OCTOBER, uses)]


def test_an_entry_counts_once_everybody_has_agreed_to_it(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    assert score(connection, desk) == "102"  # 100 + 3 - 1: the 8 of level 5 wait
    assert held(connection, desk) == [("5", HR)]
    agree(connection, desk, HR)
    assert score(connection, desk) == "102" and held(connection, desk) == [("5", DEPUTY)]
    agree(connection, desk, DEPUTY)
    assert score(connection, desk) == "110" and held(connection, desk) == [("5", None)]
    origins = connection.execute(
        "select input, value, origin from score.inputs where agent_id = 'b1' order by all"
    ).fetchall()
    assert origins == [
        ("approved_rewards", "5", "approval:王主管"),
        ("penalties", "1", "month_end:王主管"),
        ("rewards", "3", "month_end:王主管"),
    ]


def test_steps_are_taken_in_their_order_and_the_material_is_named(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    scored(connection, desk)
    with pytest.raises(Problem, match='"hr" comes first'):
        agree(connection, desk, DEPUTY)
    with pytest.raises(Problem, match=r'no step "hrr".*Did you mean "hr"'):
        agree(connection, desk, "hrr")
    with pytest.raises(Problem, match="needs written material"):
        approve_entry(connection, desk, OCTOBER, "special_reward", "b1", "5", HR, by="x", note=" ")
    with pytest.raises(Problem, match=r'waits for "special_penalty".*Did you mean "special_reward'):
        approve_entry(connection, desk, OCTOBER, "special_penalty", "b1", "5", HR, by="x", note="1")
    with pytest.raises(Problem, match="No entry of 4 waits"):
        approve_entry(connection, desk, OCTOBER, "special_reward", "b1", "4", HR, by="x", note="1")
    assert not desk.ledger.exists()


def test_of_several_entries_that_wait_one_is_named(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_entries(connection, "b1", OCTOBER, {"rewards": "4；4"}, rater="李主管")
    scored(connection, desk)
    with pytest.raises(Problem, match="--value: 4, 5"):
        agree(connection, desk, HR)
    for step in (HR, DEPUTY):
        approve_entry(connection, desk, OCTOBER, "special_reward", "b1", "4.0", step, by="x",
                      note="1")  # fmt: skip
    assert score(connection, desk) == "107"  # one 4 of two counts
    assert held(connection, desk) == [("4", None), ("4", HR), ("5", HR)]


def test_what_the_book_itself_calls_approved_counts_and_still_waits_for_the_ledger(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_entries(connection, "b1", OCTOBER, {"approved_penalties": "5"})
    assert score(connection, desk) == "92"
    assert held(connection, desk) == [("5", HR), ("5", HR)]


def test_a_close_waits_for_approvals_and_tells_of_them_where_it_is_made_all_the_same(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    scored(connection, desk)
    with pytest.raises(Unready, match=r"b1: Special reward 5 waits for: Review by HR."):
        close(connection, desk, OCTOBER, by="x")
    done = close(connection, desk, OCTOBER, by="x", anyway="pay day")
    assert done.record["approvals"] == [
        {"scheme": LEDGER.scheme, "approval": "special_reward", "agent_id": "b1", "value": "5",
         "approved": [], "waits_for": HR},
    ]  # fmt: skip
    notices = (done.folder / "notices.jsonl").read_text(encoding="utf-8")
    assert "Entries that wait for an approval: 1." in notices and "b1" not in notices
    assert verify(desk, OCTOBER).faults == []


def test_an_approval_after_the_close_is_an_adjustment_of_the_next_period(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    scored(connection, desk)
    close(connection, desk, OCTOBER, by="x", anyway="pay day")
    assert adjust(connection, desk, NOVEMBER) == 0
    agree(connection, desk, HR, DEPUTY)
    assert adjust(connection, desk, NOVEMBER) == 1
    assert connection.execute(
        "select agent_id, what, was, now, difference from score.adjustments"
    ).fetchall() == [("b1", "score", "102", "110", "8")]


def test_an_approved_entry_is_frozen_where_it_counts(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    scored(connection, desk)
    agree(connection, desk, HR, DEPUTY)
    scored(connection, desk)
    done = close(connection, desk, OCTOBER, by="x")
    assert [one["at"] for one in done.record["approvals"][0]["approved"]]
    assert verify(desk, OCTOBER).faults == []
    path = desk.ledger / OCTOBER / "entry-1" / "approval.json"
    path.write_text(path.read_text(encoding="utf-8").replace("林副总", "林总"), encoding="utf-8")
    (fault,) = verify(desk, OCTOBER).faults
    assert fault.en.startswith("2026-10/entry-1/approval.json, line 5:")


def test_the_doctor_names_what_waits_for_whom_and_since_when(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    assert closing.entries_that_wait(duckdb.connect(), desk) == []
    scored(connection, desk)
    (found,) = closing.entries_that_wait(connection, desk)
    assert found.what == "b1: Special reward 5 waits for: Review by HR."
    assert found.remedy.endswith("--entry special_reward --agent b1 --value 5 --step hr")
    agree(connection, desk, HR)
    (found,) = closing.entries_that_wait(connection, desk)
    assert "Approval by the deputy general manager. (since 20" in found.what
    agree(connection, desk, DEPUTY)
    assert closing.entries_that_wait(connection, desk) == []


def test_where_a_yes_or_no_speaks_for_the_entry_it_is_said_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = open_scheme("repair-technician-monthly")
    uses = [Use(scheme, (Covered("b1", "x"), Covered("b2", "x")), Members())]
    rows: list[dict[str, object]] = [
        {"agent_id": who, "input": name, "value": value, "origin": "month_end"}
        for who, name, value in (("b1", "bonus_points", "6"), ("b1", "bonus_approved", "no"),
                                 ("b2", "bonus_points", "6"))
    ]  # fmt: skip
    taken = {step: [{"step": step}] for step in scheme.approvals["bonus"].steps}
    monkeypatch.setattr("assets.ledger.approvals._agreed",
                        lambda *_: {(scheme.id, "bonus", "b1", "6"): taken})  # fmt: skip
    found = approved(rows, desk, OCTOBER, uses)
    assert [(one["agent_id"], one["input"], one["value"]) for one in found] == [
        ("b1", "bonus_points", "6"), ("b1", "bonus_approved", "1"), ("b2", "bonus_points", "6"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"input": "reward"}, r'names "reward".*Did you mean "rewards"'),
        ({"when": "x > limit"}, 'names "limit"'),
        ({"counts_as": "unit"}, 'names "unit"'),
        ({"input": "rewards", "counts_as": "single"}, "must be a yes or no, or a list"),
        ({"steps": {}}, "at least 1"),
    ],
)
def test_an_approval_that_fits_no_form_is_refused(changed: dict[str, object], message: str) -> None:
    word = {"en": "n", "zh": "n"}
    listed = {"label": word, "from": "month_end", "unit": "count", "better": "higher", "many": True}
    special = {"label": word, "input": "rewards", "when": "x > 3", "counts_as": "approved",
               "steps": {"hr": word}}  # fmt: skip
    plain = {
        "id": "own", "title": word, "kind": "scored", "covers": word, "period": "month",
        "inputs": {"rewards": listed, "approved": listed, "single": listed | {"many": False}},
    }  # fmt: skip
    Scheme.model_validate(plain | {"approvals": {"special": special}})
    with pytest.raises(ValueError, match=message):
        Scheme.model_validate(plain | {"approvals": {"special": special | changed}})


def test_where_the_desk_names_no_deadlines_those_of_its_schemes_hold(tmp_path: Path) -> None:
    uses = [SchemeUse(scheme=name, teams=[name], since="2026-01")
            for name in ("company-perf-30pct", "branch-cs-deduction-bands")]  # fmt: skip
    desk = make_desk(tmp_path, uses, language="en")
    found = steps(desk, OCTOBER, date(2026, 10, 31))
    assert [(one.id.partition(".")[2], one.due.isoformat(), one.state) for one in found] == [
        ("sent", "2026-10-28", "late"), ("returned", "2026-10-30", "late"),
        ("reviewed", "2026-11-01", "due"), ("finished", "2026-11-02", "due"),
    ]  # fmt: skip
    ((title, days),) = windows(desk, OCTOBER)
    assert title.startswith("Branch") and str(days) == "2026-11-02 .. 2026-11-06"


def test_a_month_without_any_event_is_entered_as_none_of_it(
    connection: duckdb.DuckDBPyConnection, desk: Desk
) -> None:
    add_agent(connection, "b2", name="钱进", team="客服部")
    add_entries(connection, "b2", OCTOBER, {"rewards": "n/a", "penalties": "无"})
    scored(connection, desk)
    assert connection.execute(
        "select score, problem from score.results where agent_id = 'b2'"
    ).fetchall() == [("100", None)]
