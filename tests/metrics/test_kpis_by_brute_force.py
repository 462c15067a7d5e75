"""KPIs of random small desks: from the tables and counted by hand, the same sums."""

from datetime import date

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.measures import get
from metrics.kpi import load_kpis
from tests.metrics.brute_force.calls import count_calls
from tests.metrics.brute_force.chats import count_chats
from tests.metrics.brute_force.sales import count_inquiries, count_sales
from tests.metrics.brute_force.tally import Tally
from tests.metrics.brute_force.tickets import count_tickets, tickets_of, unsolved
from tests.sql.random_desk import random_logs, random_zone
from tests.sql.small_desk import bring_up_to_date, put, small_desk

QUEUE_KPIS = ("calls_offered", "abandon_rate", "service_level", "asa_seconds", "short_abandons")


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**9))
def test_the_tables_say_what_counting_by_hand_says(seed: int) -> None:
    logs, zone = random_logs(seed), random_zone(seed)
    connection = small_desk(zone)
    for table, rows in logs.items():
        put(connection, table, rows)
    bring_up_to_date(connection)
    orders, messages = logs["raw.orders"], logs["raw.chat_messages"]
    tickets = tickets_of(logs["raw.tickets"], logs["raw.ticket_events"])
    calls = count_calls(logs["raw.calls"])
    agree(connection, calls)
    agree(connection, count_chats(messages, zone))
    agree(connection, count_inquiries(orders, messages, zone))
    agree(connection, count_sales(orders, logs["raw.refunds"], messages, zone))
    agree(connection, count_tickets(tickets))
    for row in get(connection, ["backlog"], ["day"]):
        assert row["value"] == unsolved(tickets, date.fromisoformat(str(row["day"])), zone)


def agree(connection: DuckDBPyConnection, tally: Tally) -> None:
    for kpi in sorted({kpi for kpi, _ in tally.sums}):
        by = "queue" if kpi.split(":")[0] in QUEUE_KPIS else "agent"
        rows = get(connection, [kpi], [by])
        found = {
            row[by]: (row["numerator"], row["denominator"] or 0)
            for row in rows
            if row["numerator"] or row["denominator"]
        }
        wanted = tally.of(kpi)
        assert found.keys() == wanted.keys(), kpi
        for name, sums in wanted.items():
            assert found[name] == pytest.approx(sums, abs=1e-4), (kpi, name)
        total = get(connection, [kpi])[0]
        if load_kpis()[kpi.split(":")[0]].kind != "stock":
            above = sum(above for above, _ in wanted.values())
            assert (total["numerator"] or 0) == pytest.approx(above, abs=1e-3), kpi
