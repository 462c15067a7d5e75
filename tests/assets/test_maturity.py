"""A day is final when every daily log behind a KPI is past it, not only the newest of all."""

from datetime import date, timedelta

from duckdb import DuckDBPyConnection

from assets.drifts import drifts
from assets.maturity import Reach
from assets.measures import get
from metrics.kpi import load_kpis
from tests.sql.small_desk import measure, put, small_desk

FIRST = date(2026, 1, 1)
KPIS = load_kpis()


def days(count: int) -> list[date]:
    return [FIRST + timedelta(days=shift) for shift in range(count)]


def desk(chats: int, orders: list[date]) -> DuckDBPyConnection:
    connection = small_desk("UTC")
    put(
        connection,
        "raw.chat_messages",
        [
            {
                "message_id": f"{day}",
                "at": f"{day} 10:00:00",
                "sender_role": "customer",
                "agent_id": "ana",
                "customer_id": "c",
            }
            for day in days(chats)
        ],
    )
    put(
        connection,
        "raw.orders",
        [
            {"order_id": f"{day}", "customer_id": "x", "placed_at": f"{day} 11:00:00"}
            for day in orders
        ],
    )
    measure(connection, ["inquiry_buyers", "chat_customers"])
    return connection


def test_a_daily_log_that_lags_keeps_days_provisional() -> None:
    connection = desk(40, days(38))
    reach = Reach(connection)
    assert reach.of(KPIS["chat_customers"]) == FIRST + timedelta(days=39)
    assert reach.of(KPIS["inquiry_buyers"]) == FIRST + timedelta(days=37)
    (row,) = get(connection, ["inquiry_buyers"], date_from=FIRST, date_to=date(2026, 2, 8))
    assert row["state"] == "provisional"
    (row,) = get(connection, ["chat_customers"], date_from=FIRST, date_to=date(2026, 2, 8))
    assert row["state"] == "final"


def test_a_log_that_comes_now_and_then_delays_nothing() -> None:
    reach = Reach(desk(40, days(30)[::9]))
    assert reach.of(KPIS["inquiry_buyers"]) == FIRST + timedelta(days=39)


def test_a_day_is_set_against_the_days_before_it_and_the_same_weekday() -> None:
    connection = desk(36, [])
    rows = drifts(connection, ["chat_customers"], ["agent"])
    assert [(row["against"], row["value"], row["before"], row["n_before"]) for row in rows] == [
        ("28_days", 1, 1, 28),
        ("same_weekday", 1, 1, 4),
    ]
    assert {row["verdict"] for row in rows} == {"steady"}
