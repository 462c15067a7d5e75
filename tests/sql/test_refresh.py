"""Rebuilding by day: the same as rebuilding all, and no more than what depends on a change."""

from collections.abc import Iterable
from datetime import date
from random import Random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.kpi_tables import kpi_models
from sql import Column, Model, Spec, Text, load_models, mark_days, next_version, refresh
from tests.sql.random_desk import Rows, random_logs, random_zone
from tests.sql.small_desk import bring_up_to_date, clear, contents, put, small_desk

TABLES = [
    table
    for table, model in {**load_models(), **kpi_models()}.items()
    if model.materialized == "days"
]
MONDAY, TUESDAY, WEDNESDAY = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)


def message(
    number: int, day: date, *, role: str = "customer", second: int = 0
) -> dict[str, object]:
    at = f"{day} 10:00:{second:02}"
    who = {"agent_id": "ana", "customer_id": f"x{number}", "sender_role": role}
    return {"message_id": f"m{number}{role}", "at": at, **who}


def rebuilt(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, list[date]]:
    done = bring_up_to_date(connection)
    return {table: list(done[table].days) for table in tables}


@settings(max_examples=2, deadline=None)
@given(st.integers(0, 10**9))
def test_logs_that_arrive_in_parts_make_the_tables_of_logs_that_arrive_at_once(seed: int) -> None:
    logs, zone, draw = random_logs(seed), random_zone(seed), Random(seed)
    at_once, in_parts = small_desk(zone), small_desk(zone)
    late: dict[str, Rows] = {}
    for table, rows in logs.items():
        put(at_once, table, rows)
        late[table] = [row for row in rows if draw.random() < 0.2]
        put(in_parts, table, [row for row in rows if row not in late[table]])
    bring_up_to_date(at_once)
    bring_up_to_date(in_parts)
    for table, rows in late.items():
        put(in_parts, table, rows)
    bring_up_to_date(in_parts)
    for table in TABLES:
        assert contents(in_parts, table) == contents(at_once, table), table


@pytest.mark.parametrize("only", [None, "raw.chat_messages", "raw.orders"])
def test_scans_that_are_left_out_had_no_rows(only: str | None) -> None:
    connection = small_desk()
    for table, rows in random_logs(11).items():
        if only in (None, table):
            put(connection, table, rows)
    bring_up_to_date(connection)
    connection.execute("set variable first_day = date '1900-01-01'")
    connection.execute("set variable last_day = date '2100-01-01'")
    for model in kpi_models().values():
        if model.scans:
            whole = contents(connection, f"({model.query})")
            assert contents(connection, model.table) == whole
            assert whole or model.name != "agent_days"


def test_a_second_refresh_rebuilds_nothing() -> None:
    connection = small_desk()
    for table, rows in random_logs(7).items():
        put(connection, table, rows)
    assert any(rebuilt(connection, TABLES).values())
    assert not any(rebuilt(connection, TABLES).values())


def test_a_late_row_rebuilds_its_own_day_and_what_depends_on_it() -> None:
    connection = small_desk()
    days = (MONDAY, TUESDAY, WEDNESDAY)
    put(connection, "raw.chat_messages", [message(n, day) for n, day in enumerate(days)])
    bring_up_to_date(connection)
    connection.execute(
        "insert into raw.chat_messages by name select * replace ('late' as message_id, "
        "'agent' as sender_role) from raw.chat_messages where message_id = 'm1customer'"
    )
    mark_days(connection, "raw.chat_messages", [TUESDAY], next_version(connection))
    tables = ["marts.chat_rounds", "marts.chat_conversations", "marts.inquiries", "kpi.agent_days"]
    assert rebuilt(connection, tables) == {table: [TUESDAY] for table in tables}


def test_a_rebuilt_day_that_comes_out_the_same_wakes_nobody() -> None:
    connection = small_desk()
    put(connection, "raw.chat_messages", [message(1, MONDAY), message(2, TUESDAY)])
    bring_up_to_date(connection)
    mark_days(connection, "raw.chat_messages", [MONDAY], next_version(connection))
    tables = ["marts.chat_talks", "marts.chat_conversations", "kpi.agent_days"]
    assert list(rebuilt(connection, tables).values()) == [[MONDAY], [], []]


def test_a_day_of_which_all_rows_are_taken_back_is_empty_everywhere() -> None:
    connection = small_desk()
    put(connection, "raw.chat_messages", [message(1, MONDAY), message(2, TUESDAY)])
    bring_up_to_date(connection)
    clear(connection, "raw.chat_messages")
    bring_up_to_date(connection)
    for table in ("marts.chat_rounds", "marts.chat_conversations", "kpi.agent_days"):
        assert contents(connection, table) == []


def test_a_row_that_moves_to_another_date_rebuilds_the_kpis_of_both() -> None:
    connection = small_desk("UTC")
    order = {"order_id": "o", "placed_at": f"{MONDAY} 10:00:00", "amount": 5}
    put(connection, "raw.orders", [{**order, "paid_at": f"{TUESDAY} 10:00:00"}])
    bring_up_to_date(connection)
    connection.execute(f"update raw.orders set paid_at = timestamp '{WEDNESDAY} 10:00:00'")
    mark_days(connection, "raw.orders", [MONDAY], next_version(connection))
    bring_up_to_date(connection)
    query = "select business_date, numerator from kpi.agent_days where kpi = 'orders_paid'"
    assert connection.execute(query).fetchall() == [(WEDNESDAY, 1)]


def test_changed_settings_rebuild_every_day() -> None:
    connection = small_desk()
    put(
        connection,
        "raw.calls",
        [
            {
                "call_id": "c",
                "queued_at": f"{day} 10:00:00",
                "wait_seconds": 30,
                "outcome": "answered",
            }
            for day in (MONDAY, TUESDAY)
        ],
    )
    bring_up_to_date(connection)
    connection.execute("update settings.queue_policies set answer_within_seconds = 60")
    model = load_models()["marts.calls"]
    assert list(refresh(connection, model, settings_fingerprint="changed").days) == [
        MONDAY,
        TUESDAY,
    ]
    assert connection.execute("select bool_and(is_within) from marts.calls").fetchall() == [(True,)]


def test_a_failing_rebuild_leaves_the_last_good_rows() -> None:
    connection = small_desk()
    put(connection, "raw.chat_messages", [message(1, MONDAY)])
    bring_up_to_date(connection)
    good = contents(connection, "marts.chat_talks")
    broken = load_models()["marts.chat_talks"]
    text = Text(en="Broken, one row per day", zh="坏的")
    spec = Spec(
        description=text, materialized="days", columns={"business_date": Column(description="Day.")}
    )
    query = "select business_date, error('no') as x from raw.chat_messages"
    model = Model(schema_name="marts", name=broken.name, query=query, spec=spec)
    with pytest.raises(duckdb.Error, match="no"):
        refresh(connection, model, settings_fingerprint="as set")
    assert contents(connection, "marts.chat_talks") == good


def test_forced_days_are_rebuilt_though_nothing_changed() -> None:
    connection = small_desk()
    put(connection, "raw.chat_messages", [message(1, MONDAY), message(2, TUESDAY)])
    bring_up_to_date(connection)
    model = load_models()["marts.chat_talks"]
    done = refresh(connection, model, settings_fingerprint="as set", force_days=[TUESDAY])
    assert (list(done.days), done.rows_written, done.rows) == ([TUESDAY], 1, 2)


def test_what_somebody_dropped_by_hand_is_made_again() -> None:
    connection = small_desk()
    for log, rows in random_logs(7).items():
        put(connection, log, rows)
    bring_up_to_date(connection)
    dropped = {"marts.calls": "table", "marts.ticket_spans": "view", "kpi.agent_days": "table"}
    before = {table: contents(connection, table) for table in dropped}
    assert all(before.values())
    for table, kind in dropped.items():
        connection.execute(f"drop {kind} {table}")
    bring_up_to_date(connection)
    assert {table: contents(connection, table) for table in dropped} == before


def test_a_relation_may_change_from_table_to_view_and_back() -> None:
    connection = small_desk()
    put(connection, "raw.calls", [{"call_id": "c", "queued_at": f"{MONDAY} 10:00:00"}])
    bring_up_to_date(connection)
    query = "select call_id, business_date from staged.calls"
    columns = {"business_date": Column(description="Day.")}
    for kind in ("days", "view", "days", "view"):
        spec = Spec.model_validate(
            {"description": {"en": "One row per call", "zh": "每通一行"}, "materialized": kind}
            | {"columns": columns}
        )
        model = Model(schema_name="marts", name="seen", query=query, spec=spec)
        refresh(connection, model, settings_fingerprint=kind)
        assert connection.execute("from marts.seen").fetchall() == [("c", MONDAY)]
