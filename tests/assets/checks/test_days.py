"""Checks of days: what holds, what breaks them, and what they then say."""

from datetime import date, datetime, timedelta

import pytest
from duckdb import DuckDBPyConnection

from assets.desk.home import Desk, open_desk
from tests.assets.checks.log_desk import MONDAY, ONE_DAY, calls, days, failing
from tests.conftest import MakeDesk


def test_gaps_count_only_on_weekdays_that_a_source_usually_has(
    logs: DuckDBPyConnection, desk: Desk
) -> None:
    # Four weeks, closed on Sundays; the second Wednesday is missing.
    opened = [day for day in days(MONDAY, 28) if day.isoweekday() != 7]
    missing = MONDAY + 9 * ONE_DAY
    calls(logs, {day: 1 for day in opened if day != missing})
    assert failing(logs, desk) == {"missing_days": "1 days without records: 2026-08-12 (s)."}
    calls(logs, {missing: 1})
    assert failing(logs, desk) == {}


def test_a_gap_of_one_source_is_not_filled_by_another(logs: DuckDBPyConnection, desk: Desk) -> None:
    calls(logs, dict.fromkeys(days(MONDAY, 20), 5))
    calls(logs, {day: 1 for day in days(MONDAY, 20) if day.day != 12}, source="t", file_id=2)
    assert failing(logs, desk) == {"missing_days": "1 days without records: 2026-08-12 (t)."}


def test_a_source_that_ends_before_the_others_is_late(logs: DuckDBPyConnection, desk: Desk) -> None:
    calls(logs, dict.fromkeys(days(MONDAY, 20), 1))
    calls(logs, dict.fromkeys(days(MONDAY, 19), 1), log="tickets", source="t", file_id=2)
    assert failing(logs, desk) == {
        "freshness": "Late: t ends on 2026-08-21, while others reach 2026-08-22."
    }


def test_a_weekly_export_is_late_after_a_week(logs: DuckDBPyConnection, desk: Desk) -> None:
    calls(logs, dict.fromkeys(days(MONDAY, 27), 1))
    for week in range(3):
        found = dict.fromkeys(days(MONDAY + 7 * week * ONE_DAY, 7), 1)
        calls(logs, found, log="tickets", source="t", file_id=2 + week)
    assert failing(logs, desk) == {}  # ends on the 23rd, the others on the 29th
    calls(logs, {MONDAY + 27 * ONE_DAY: 1})
    assert failing(logs, desk) == {
        "freshness": "Late: t ends on 2026-08-23, while others reach 2026-08-30."
    }


def test_a_source_silent_for_two_months_was_taken_out_of_use(
    logs: DuckDBPyConnection, desk: Desk
) -> None:
    calls(logs, dict.fromkeys(days(MONDAY, 70), 1))
    calls(logs, dict.fromkeys(days(MONDAY, 7), 1), log="tickets", source="old", file_id=2)
    assert failing(logs, desk) == {}


@pytest.mark.parametrize(
    ("records", "is_odd"),
    [
        (100, False),
        (141, True),  # the usual 100 and two fifths more
        (140, False),
        (59, True),
        (60, False),
    ],
)
def test_a_day_is_held_against_the_same_weekday(
    logs: DuckDBPyConnection, desk: Desk, records: int, is_odd: bool
) -> None:
    # Deviations of up to 1 per cent, so that times x sqrt is the smaller bound: 4 x 10 = 40.
    desk = _with_times(desk, 4)
    usual = dict.fromkeys(days(MONDAY, 43), 100)
    usual[MONDAY + 35 * ONE_DAY] = records
    calls(logs, usual)
    found = failing(logs, desk)
    says = f"1 days with an unusual number of records: 2026-09-07 {records}, usually 100 (s)."
    assert found == ({"volume": says} if is_odd else {})


def test_a_few_records_where_there_are_usually_none_are_nothing_odd(
    logs: DuckDBPyConnection, desk: Desk
) -> None:
    quiet = {MONDAY: 1, MONDAY + 42 * ONE_DAY: 20, MONDAY + 49 * ONE_DAY: 1}
    calls(logs, quiet)
    assert failing(logs, desk, "volume") == {}
    calls(logs, {MONDAY + 42 * ONE_DAY: 1})
    assert "2026-09-14 21, usually 0" in failing(logs, desk, "volume")["volume"]


def test_weekends_are_held_against_weekends(logs: DuckDBPyConnection, desk: Desk) -> None:
    calls(logs, {day: 20 if day.isoweekday() > 5 else 400 for day in days(MONDAY, 63)})
    assert failing(logs, desk) == {}


def test_a_month_is_too_short_to_tell_what_is_usual(logs: DuckDBPyConnection, desk: Desk) -> None:
    """The first day may be half a day, so it takes five weeks to have four to compare with."""
    calls(logs, dict.fromkeys(days(MONDAY, 28), 100) | {MONDAY + 28 * ONE_DAY: 1000})
    assert failing(logs, desk) == {}


def test_the_running_day_is_held_against_the_same_half_hours(
    logs: DuckDBPyConnection, desk: Desk
) -> None:
    """At noon in Shanghai half of the day's calls are there, which is as it should be."""
    today = MONDAY + 42 * ONE_DAY
    whole = {day: _each_half_hour(day, range(16, 40), 10) for day in days(MONDAY, 42)}
    calls(logs, whole | {today: _each_half_hour(today, range(16, 24), 10)})
    assert failing(logs, desk) == {}
    calls(logs, {today: _each_half_hour(today, range(16, 24), 10)})  # twice as many
    assert failing(logs, desk) == {
        "volume": "1 days with an unusual number of records: 2026-09-14 160, usually 80 (s)."
    }


def test_half_hours_without_records_in_the_middle_of_a_day(
    logs: DuckDBPyConnection, desk: Desk
) -> None:
    broken = MONDAY + 37 * ONE_DAY
    full = {day: _each_half_hour(day, range(16, 40), 20) for day in days(MONDAY, 42)}
    left = [slot for slot in range(16, 40) if slot not in (24, 25, 26)]
    calls(logs, full | {broken: _each_half_hour(broken, left, 20)})
    assert failing(logs, desk) == {
        "missing_half_hours": "No records where there usually are some: "
        "2026-09-09 12:00–13:30, usually 60 (s)."
    }


def test_a_short_gap_of_a_quiet_log_may_be_chance(logs: DuckDBPyConnection, desk: Desk) -> None:
    broken = MONDAY + 37 * ONE_DAY
    full = {day: _each_half_hour(day, range(16, 40), 16) for day in days(MONDAY, 42)}
    left = [slot for slot in range(16, 40) if slot not in (24, 25, 26)]  # 48 calls are missing
    calls(logs, full | {broken: _each_half_hour(broken, left, 16)})
    assert failing(logs, desk) == {}


def test_a_day_without_records_is_said_once(
    logs: DuckDBPyConnection, desk: Desk, make_desk: MakeDesk
) -> None:
    """As a missing day; as an odd volume only where missing days are not looked at."""
    gap = MONDAY + 37 * ONE_DAY
    calls(logs, {day: 100 for day in days(MONDAY, 43) if day != gap})
    assert list(failing(logs, desk)) == ["missing_days"]
    found = failing(logs, make_desk("checks: {missing_days: off}", name="other"))
    assert found == {
        "volume": "1 days with an unusual number of records: 2026-09-09 0, usually 100 (s)."
    }


def _each_half_hour(day: date, slots: range | list[int], count: int) -> list[datetime]:
    """So many moments in each half hour of the day in Shanghai, in UTC."""
    midnight = datetime(day.year, day.month, day.day) - timedelta(hours=8)
    return [midnight + timedelta(minutes=30 * slot + 7) for slot in slots for _ in range(count)]


def _with_times(desk: Desk, times: float) -> Desk:
    text = (desk.home / "desk.yml").read_text(encoding="utf-8")
    (desk.home / "desk.yml").write_text(
        f"{text}checks: {{volume: {{times: {times}}}}}\n", encoding="utf-8"
    )
    return open_desk(desk.home)
