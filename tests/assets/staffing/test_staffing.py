"""Staffing from logs: who was there, which queues are one line, what too few agents explain."""

from datetime import datetime, timedelta

import pytest
from duckdb import DuckDBPyConnection

from assets.measures import get
from assets.staffing import staffing
from assets.staffing.pool import pools
from tests.sql.small_desk import bring_up_to_date, put, small_desk

NINE = datetime(2026, 1, 5, 9)


def half_hour_of(answered: int, abandoned: int, agents: int = 2) -> DuckDBPyConnection:
    """Calls of three minutes from nine on, dealt out to so many agents."""
    connection = small_desk("UTC")
    total = answered + abandoned
    rows: list[dict[str, object]] = [
        {
            "call_id": f"c{number}",
            "queue": "q",
            "customer_id": f"x{number}",
            "agent_id": f"a{number % agents}" if number < answered else None,
            "queued_at": NINE + timedelta(seconds=number * 1800 // total),
            "wait_seconds": 30,
            "talk_seconds": 180 if number < answered else None,
            "outcome": "answered" if number < answered else "abandoned",
        }
        for number in range(total)
    ]
    put(connection, "raw.calls", rows)
    return connection


def logged_in(connection: DuckDBPyConnection, agents: int) -> None:
    for change, at in (("logged_in", NINE), ("logged_out", NINE + timedelta(minutes=45))):
        rows = [
            {"agent_id": f"a{n}", "at": at, "state": change, "queue": "q"} for n in range(agents)
        ]
        put(connection, "raw.agent_states", rows)


def test_agents_present_are_those_at_work_by_their_states() -> None:
    connection = half_hour_of(16, 4)
    logged_in(connection, 2)
    bring_up_to_date(connection)
    whole, nine = staffing(connection)
    assert (whole.queues, whole.half_hour, nine.half_hour) == ("q", None, "09:00")
    assert (nine.agents_present, nine.agents_by) == (2.0, "states")
    assert nine.handle_seconds == 180
    assert nine.patience_seconds == 20 * 30 / 4


def test_where_no_states_are_known_those_who_answered_are_counted() -> None:
    connection = half_hour_of(16, 4, agents=3)
    bring_up_to_date(connection)
    (_, nine) = staffing(connection)
    assert (nine.agents_present, nine.agents_by) == (3.0, "busy")


def test_the_level_is_that_of_the_kpi_and_too_few_agents_explain_what_is_missing() -> None:
    connection = half_hour_of(30, 10, agents=1)
    logged_in(connection, 1)
    bring_up_to_date(connection)
    whole = staffing(connection)[0]
    (kpi,) = get(connection, ["service_level"])
    assert whole.level == kpi["value"] == 0
    assert whole.agents_required is not None and whole.agents_required > whole.agents_present
    assert whole.level_with_required == pytest.approx(0.8, abs=0.02)
    assert whole.explained is not None and 0 < whole.explained <= 1


def test_nothing_is_explained_where_the_promise_was_kept() -> None:
    connection = half_hour_of(5, 0)
    connection.execute("update raw.calls set wait_seconds = 3")
    bring_up_to_date(connection)
    whole = staffing(connection)[0]
    assert (whole.level, whole.explained, whole.patience_seconds) == (1, None, None)


def test_a_queue_that_is_not_there_and_days_without_calls_have_no_rows() -> None:
    connection = half_hour_of(5, 0)
    bring_up_to_date(connection)
    assert staffing(connection, "other") == []
    assert staffing(small_measured()) == []


def small_measured() -> DuckDBPyConnection:
    connection = small_desk("UTC")
    bring_up_to_date(connection)
    return connection


def test_queues_that_share_their_agents_are_one_line() -> None:
    spent = [("hot", "ana", 88.0), ("vip", "ana", 12.0), ("hot", "bob", 90.0), ("vip", "bob", 10.0)]
    spent += [("angry", "cat", 99.0), ("hot", "cat", 1.0)]
    assert pools(spent) == {"hot": "hot + vip", "vip": "hot + vip", "angry": "angry"}
