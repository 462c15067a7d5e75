"""Checks of files: what holds, what breaks them, and what they then say."""

from datetime import datetime, timedelta

import pytest
from duckdb import DuckDBPyConnection

from assets.desk.home import Desk
from tests.assets.checks.log_desk import MONDAY, ONE_DAY, calls, days, failing, file, judged
from tests.conftest import MakeDesk


def test_every_record_of_a_file_is_accounted_for(logs: DuckDBPyConnection, desk: Desk) -> None:
    calls(logs, {MONDAY: 3})
    file(logs, 1, "landing/a.csv", read=5, loaded=3, rejected=2)
    assert failing(logs, desk, "accounted_for") == {}
    logs.execute("update ops.loads set records_read = 6, file_id = 2")  # two lines are lost
    logs.execute("update raw.calls set file_id = 2")
    assert failing(logs, desk, "accounted_for") == {
        "accounted_for": "1 files have records that are neither loaded, nor duplicate, nor "
        "rejected: landing/a.csv: 6 read, 5 accounted for, 3 of 3 loaded rows in the table."
    }
    assert judged(logs, desk)["raw.calls", "accounted_for"].severity == "block"


def test_rows_of_the_table_that_the_ledger_does_not_know_are_found(
    logs: DuckDBPyConnection, desk: Desk
) -> None:
    calls(logs, {MONDAY: 4})
    file(logs, 1, "landing/a.csv", read=3)
    assert "4 of 3 loaded rows" in failing(logs, desk, "accounted_for")["accounted_for"]


def test_a_key_stands_once_per_source(logs: DuckDBPyConnection, desk: Desk) -> None:
    row = "insert into raw.calls (call_id, leg, source) values ('c', '1', '{}')"
    logs.execute(row.format("s"))
    logs.execute(row.format("t"))
    assert failing(logs, desk) == {}
    logs.execute(row.format("s"))
    calls(logs, {})  # nothing more, but a run looks again when a day has changed
    logs.execute("insert into ops.days values ('raw.calls', 'business_date', '2026-08-03', 9)")
    assert failing(logs, desk) == {
        "repeated_keys": "Records stand more than once: 1 keys (call_id, leg) of s."
    }


@pytest.mark.parametrize(
    ("rejected", "says"),
    [
        (5, None),  # a twentieth is the most that passes
        (6, "landing/a.csv: 6 of 100 (6.0%)"),
    ],
)
def test_too_many_rejects_in_a_file(
    logs: DuckDBPyConnection, desk: Desk, rejected: int, says: str | None
) -> None:
    file(logs, 1, "landing/a.csv", read=120, rejected=20 + rejected)
    logs.execute(  # what the source leaves out on purpose counts neither as read nor as rejected
        "insert into ops.rejects (file_id, reason) select 1, 'left out by the source' "
        "from range(20)"
    )
    found = failing(logs, desk)
    assert found.get("rejected_share") == (
        f"Too many records were rejected in 1 files: {says}." if says else None
    )


def test_a_file_that_holds_other_days_than_its_name_says(
    logs: DuckDBPyConnection, desk: Desk
) -> None:
    for place, day in enumerate(days(MONDAY, 5), start=1):
        held = day if place < 5 else day - ONE_DAY  # Thursday's export came again as Friday's
        calls(logs, {held: 20}, file_id=place)
        file(logs, place, f"landing/calls-{day:%Y%m%d}.csv", read=20)
    assert failing(logs, desk, "file_dates") == {
        "file_dates": "1 files hold other days than their names say: landing/calls-20260807.csv: "
        "20 of 20 records outside; they go from 2026-08-06 to 2026-08-06."
    }


def test_a_name_may_tell_the_day_of_the_export(logs: DuckDBPyConnection, desk: Desk) -> None:
    for place, day in enumerate(days(MONDAY, 5), start=1):
        calls(logs, {day - ONE_DAY: 20}, file_id=place)
        file(logs, place, f"landing/calls-{day:%Y-%m-%d}.csv", read=20)
    assert failing(logs, desk, "file_dates") == {}


def test_an_export_cannot_hold_days_to_come(logs: DuckDBPyConnection, desk: Desk) -> None:
    calls(logs, {MONDAY: 20, MONDAY + 2 * ONE_DAY: 3})
    file(logs, 1, "landing/calls-20260803.csv", read=23)
    assert "3 of 23 records outside" in failing(logs, desk, "file_dates")["file_dates"]


def test_a_few_late_rows_in_a_file_are_no_wrong_name(logs: DuckDBPyConnection, desk: Desk) -> None:
    for place, day in enumerate(days(MONDAY, 6), start=1):
        calls(logs, {day: 19, day - 3 * ONE_DAY: 1}, file_id=place)
        file(logs, place, f"landing/calls-{day:%Y%m%d}.csv", read=20)
    assert failing(logs, desk, "file_dates") == {}


def test_a_night_shift_may_carry_yesterday_s_business_day(
    logs: DuckDBPyConnection, make_desk: MakeDesk
) -> None:
    """The file is of a calendar day; its small hours belong to the business day before."""
    desk = make_desk('day_starts_at: "04:00"', name="night")
    for place, day in enumerate(days(MONDAY, 5), start=1):
        midnight = datetime(day.year, day.month, day.day) - timedelta(hours=8)  # Shanghai in UTC
        calls(logs, {day: [midnight + timedelta(hours=12)] * 5}, file_id=place)
        calls(logs, {day - ONE_DAY: [midnight + timedelta(hours=2)] * 5}, file_id=place)
        file(logs, place, f"landing/calls-{day:%Y%m%d}.csv", read=10)
    assert failing(logs, desk, "file_dates") == {}


def test_the_header_of_a_source_drifts(logs: DuckDBPyConnection, desk: Desk) -> None:
    headers = [["id", "time", "wait_time"], ["id", "time", "wait_time"], ["id", "waiting_time"]]
    for place, header in enumerate(headers, start=1):
        calls(logs, {MONDAY + place * ONE_DAY: 1}, file_id=place)
        file(logs, place, f"landing/{place}.csv", read=1, header=header)
    assert failing(logs, desk) == {
        "header_drift": "The header has changed: landing/3.csv against landing/2.csv: "
        "without time; renamed wait_time → waiting_time."
    }
    kept = logs.execute("select source, file, what_zh from ops.header_changes").fetchall()
    assert kept == [("s", "landing/3.csv", "缺少 time；改名 wait_time → waiting_time")]


def test_a_drift_is_news_for_a_week_of_the_source_s_days(
    logs: DuckDBPyConnection, desk: Desk
) -> None:
    for place in range(1, 9):
        calls(logs, {MONDAY + place * ONE_DAY: 1}, file_id=place)
        header = ["id"] if place == 1 else ["id", "more"]
        file(logs, place, f"landing/{place}.csv", read=1, header=header)
    assert "header_drift" in failing(logs, desk)
    calls(logs, {MONDAY + 9 * ONE_DAY: 1}, file_id=9)
    file(logs, 9, "landing/9.csv", read=1, header=["id", "more"])
    assert failing(logs, desk) == {}


def test_the_order_of_files_is_that_of_their_days(logs: DuckDBPyConnection, desk: Desk) -> None:
    """A corrected file of an old day comes in last, with its old header."""
    for file_id, day, header in ((1, 0, ["a"]), (3, 1, ["a"]), (2, 2, ["a", "b"]), (4, 9, ["b"])):
        calls(logs, {MONDAY + day * ONE_DAY: 1}, file_id=file_id)
        file(logs, file_id, f"landing/{day}.csv", read=1, header=header)
    changed = judged(logs, desk)["raw.calls", "header_drift"].message.en
    assert "landing/9.csv against landing/2.csv: without a" in changed
