"""The 29 days of January 1999 of the "anonymous bank": three ways to the same numbers."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from tests.real.measured import Measured
from tests.real.plain_calls import LOG, Call, by_day, by_day_and_agent, counted, day_of, read_log

WORKED = "anonbank_daily_1999-01.csv"
DAYS = [date(1999, 1, day) for day in range(1, 32) if day not in (11, 12)]  # these two are missing
MEASURES = {
    "calls": "count(*) filter (is_offered)",
    "answered": "count(*) filter (is_answered)",
    "abandoned": "count(*) filter (is_abandoned)",
    "within 20 s": "count(*) filter (is_answered and is_within)",
    "queued": "count(*) filter (wait_seconds > 0)",
    "wait": "sum(wait_seconds)",
    "handle": "coalesce(sum(talk_seconds) filter (is_answered), 0)",  # named agent or not
    "agents": "count(distinct agent_id) filter (is_handled)",
}
REPORTED = {
    "calls": "offered",
    "answered": "answered",
    "abandoned": "abandoned",
    "within 20 s": "answered_within",
    "queued": "queued",
    "wait": "wait_seconds",
    "handle": "handle_seconds",
    "agents": "agents",
}


@pytest.fixture(scope="module")
def calls(measure: Callable[[str, str], Measured]) -> Measured:
    return measure(LOG, "Asia/Jerusalem")


@pytest.fixture(scope="module")
def worked(measure: Callable[[str, str], Measured]) -> Measured:
    return measure(WORKED, "Asia/Jerusalem")


@pytest.fixture(scope="module")
def log() -> list[Call]:
    return read_log()


@pytest.fixture(scope="module")
def plain(log: list[Call]) -> dict[date, Counter[str]]:
    return by_day(counted(log))


def test_the_worked_answer_has_one_row_per_day(worked: Measured) -> None:
    assert worked.ledger == (29, 29, 0, 0)
    found = worked.rows("business_date", "staged.queue_reports", "true order by 1")
    assert [day for (day,) in found] == DAYS


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_day_counted_by_deskmark_is_the_day_counted_plainly(
    calls: Measured, plain: dict[date, Counter[str]], day: date
) -> None:
    assert _measured(calls, day) == plain[day]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_day_of_the_worked_answer_comes_out(
    calls: Measured, worked: Measured, log: list[Call], day: date
) -> None:
    """The worked answer keeps the two calls of type AA (1 and 13 January), abandoned unqueued."""
    (values,) = worked.rows(
        ", ".join(REPORTED.values()), "staged.queue_reports", f"business_date = '{day}'"
    )
    unknown = sum(call["type"] == "AA" for call in log if day_of(call) == day)
    expected = _measured(calls, day)
    expected["calls"] += unknown
    expected["abandoned"] += unknown
    assert dict(zip(REPORTED, values, strict=True)) == expected


def test_the_kpis_of_each_day_are_those_counted_plainly(
    calls: Measured, plain: dict[date, Counter[str]]
) -> None:
    columns = "business_date, sum(numerator)::bigint, sum(denominator)::bigint"
    rows = calls.rows(columns, "kpi.agent_days", "kpi = 'abandon_rate' group by all order by 1")
    assert rows == [(day, plain[day]["abandoned"], plain[day]["calls"]) for day in DAYS]


def test_every_agent_s_day_is_the_one_counted_plainly(calls: Measured, log: list[Call]) -> None:
    columns = "business_date, agent_id, count(*), sum(handle_seconds)::bigint"
    rows = calls.rows(columns, "marts.calls", "is_handled group by all")
    measured = {(day, agent): (number, seconds) for day, agent, number, seconds in rows}
    assert measured == by_day_and_agent(counted(log))


def _measured(calls: Measured, day: date) -> dict[str, int]:
    (values,) = calls.rows(", ".join(MEASURES.values()), "marts.calls", f"business_date = '{day}'")
    return dict(zip(MEASURES, map(_whole, values), strict=True))


def _whole(value: object) -> int:
    return int(str(value).removesuffix(".000"))
