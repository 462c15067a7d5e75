"""Promises of ticket policies: who is promised what, when it falls due, and what came of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from duckdb import DuckDBPyConnection

from sql import load_models, refresh
from tests.sql.small_desk import Row, put, rows_of, small_desk

TICKET_MODELS = [model for table, model in load_models().items() if "ticket" in table]
CREATED = "2026-01-09 16:30:00"  # a Friday
FIRST_DAY = datetime(2025, 12, 29)  # a Monday


def office_hours(connection: DuckDBPyConnection) -> None:
    """Monday to Friday, 09:00 to 17:00, for everybody."""
    connection.execute("insert into settings.schedules values ('*', '*', 'office')")
    seconds = 0
    for day in (FIRST_DAY + timedelta(days=shift) for shift in range(60)):
        spans = [(day + timedelta(hours=9), day + timedelta(hours=17))][: day.weekday() < 5]
        opens, closes = [span[0] for span in spans], [span[1] for span in spans]
        connection.execute(
            "insert into settings.open_days values ('office', ?, ?, ?, ?)",
            [day.date(), seconds, opens, closes],
        )
        for span in spans:
            connection.execute(
                "insert into settings.open_spans values ('office', ?, ?, ?)", [*span, seconds]
            )
            seconds += 8 * 3600


def promise(
    connection: DuckDBPyConnection,
    metric: str,
    seconds: int,
    clock: str = "calendar",
    **more: object,
) -> None:
    row = {
        "policy": "ours",
        "position": 1,
        "metric": metric,
        "target_seconds": seconds,
        "clock": clock,
        "pauses": [],
        "target_share": 1,
        **more,
    }
    names, marks = ", ".join(row), ", ".join("?" for _ in row)
    connection.execute(
        f"insert into settings.ticket_policies ({names}) values ({marks})", list(row.values())
    )


def event(at: str, event: str, role: str = "agent", **more: object) -> Row:
    who = {"agent_id": "ana"} if role == "agent" else {}
    return {"ticket_id": "t", "at": at, "event": event, "actor_role": role, **who, **more}


def targets(
    connection: DuckDBPyConnection, events: Sequence[Row], tickets: Sequence[Row] = ()
) -> list[tuple[object, ...]]:
    put(connection, "raw.tickets", tickets)
    put(connection, "raw.ticket_events", events)
    for model in TICKET_MODELS:
        refresh(connection, model, settings_fingerprint="")
    columns = ["metric", "state", "due_at", "agent_id"]
    return sorted(rows_of(connection, "marts.ticket_targets", columns), key=repr)


@pytest.mark.parametrize(
    ("replied_at", "state"),
    [("2026-01-12 09:30:00", "met"), ("2026-01-12 09:30:01", "missed")],
)
def test_an_hour_from_friday_half_past_four_ends_on_monday_half_past_nine(
    replied_at: str, state: str
) -> None:
    connection = small_desk("UTC")
    office_hours(connection)
    promise(connection, "first_reply", 3600, "business")
    events = [event(CREATED, "created", "customer"), event(replied_at, "public_reply")]
    assert targets(connection, events) == [("first_reply", state, "2026-01-12 09:30:00", "ana")]


def test_a_promise_that_ends_with_the_day_is_due_at_the_close() -> None:
    connection = small_desk("UTC")
    office_hours(connection)
    promise(connection, "first_reply", 1800, "business")
    events = [event(CREATED, "created", "customer"), event("2026-01-10 10:00:00", "public_reply")]
    assert targets(connection, events) == [("first_reply", "missed", "2026-01-09 17:00:00", "ana")]


def test_time_in_pending_moves_the_due_moment_and_stands_while_it_lasts() -> None:
    connection = small_desk("UTC")
    promise(connection, "resolution", 4 * 3600, pauses=["pending"])
    events = [
        event("2026-01-05 09:00:00", "created", "customer"),
        event("2026-01-05 10:00:00", "status", value="pending"),
        event("2026-01-05 12:00:00", "status", "customer", value="open"),
        event("2026-01-05 14:59:59", "solved"),
        event("2026-01-05 09:00:00", "created", "customer", ticket_id="waiting"),
        event("2026-01-05 10:00:00", "status", value="pending", ticket_id="waiting"),
    ]
    assert targets(connection, events) == [
        ("resolution", "active", None, None),
        ("resolution", "met", "2026-01-05 15:00:00", "ana"),
    ]
    left = rows_of(connection, "marts.ticket_targets where state = 'active'", ["seconds_left"])
    assert left == [(10800.0,)]


def test_while_it_is_solved_the_clock_of_the_resolution_stands() -> None:
    connection = small_desk("UTC")
    promise(connection, "resolution", 4 * 3600)
    events = [
        event("2026-01-05 09:00:00", "created", "customer"),
        event("2026-01-05 10:00:00", "solved"),
        event("2026-01-06 10:00:00", "reopened", "customer"),
        event("2026-01-06 12:59:00", "solved", agent_id="bob"),
    ]
    assert targets(connection, events) == [("resolution", "met", "2026-01-06 13:00:00", "bob")]


def test_past_due_counts_now_with_who_had_it_then_and_before_that_it_runs() -> None:
    connection = small_desk("UTC")
    promise(connection, "first_reply", 3600)
    events = [
        event("2026-01-05 09:00:00", "created", "customer"),
        event("2026-01-05 09:10:00", "assigned", "system", value="eve"),
        event("2026-01-05 11:00:00", "assigned", "system", value="bob"),
        event("2026-01-05 10:30:00", "created", "customer", ticket_id="young"),
    ]
    assert targets(connection, events) == [
        ("first_reply", "active", "2026-01-05 11:30:00", None),
        ("first_reply", "missed", "2026-01-05 10:00:00", "eve"),
    ]
    decided = rows_of(connection, "marts.ticket_targets", ["state", "decided_at", "seconds_left"])
    assert sorted(decided, key=repr) == [
        ("active", None, 1800.0),
        ("missed", "2026-01-05 10:00:00", None),
    ]


@pytest.mark.parametrize(
    ("urgent_at", "low_at", "due_at"),
    [
        ("2026-01-05 09:00:00", "2026-01-05 09:00:01", "2026-01-05 10:00:00"),
        ("2026-01-05 09:00:01", "2026-01-05 09:00:00", "2026-01-05 13:00:00"),
    ],
)
def test_the_priority_is_that_of_the_moment_at_which_the_promise_was_made(
    urgent_at: str, low_at: str, due_at: str
) -> None:
    connection = small_desk("UTC")
    promise(connection, "resolution", 3600, priority="urgent")
    promise(connection, "resolution", 4 * 3600)
    events = [
        event("2026-01-05 09:00:00", "created", "customer"),
        event(low_at, "priority", value="low"),
        event(urgent_at, "priority", value="Urgent"),
        event("2026-01-05 09:30:00", "solved"),
    ]
    assert targets(connection, events) == [("resolution", "met", due_at, "ana")]


def test_the_first_policy_that_covers_the_ticket_on_the_day_counts_for_all_its_promises() -> None:
    connection = small_desk("UTC")
    promise(connection, "first_reply", 60, until="2026-01-04", policy="old")
    promise(connection, "first_reply", 600, policy="web", position=2, channel=["web"])
    promise(connection, "first_reply", 6000, policy="rest", position=3)
    promise(connection, "resolution", 6000, policy="rest", position=3)
    at = "2026-01-05 09:00:00"
    tickets = [
        {
            "ticket_id": name,
            "created_at": at,
            "first_reply_at": at,
            "solved_at": at,
            "channel": name,
        }
        for name in ("web", "mail")
    ]
    assert targets(connection, [], tickets) == [
        ("first_reply", "met", "2026-01-05 09:10:00", None),
        ("first_reply", "met", "2026-01-05 10:40:00", None),
        ("resolution", "met", "2026-01-05 10:40:00", None),
    ]


def test_a_priority_that_a_policy_names_is_promised_no_more_than_stands_there() -> None:
    connection = small_desk("UTC")
    promise(connection, "first_reply", 60, priority="Urgent")
    promise(connection, "first_reply", 600)
    promise(connection, "resolution", 6000)
    at = "2026-01-05 09:00:00"
    tickets = [
        {"ticket_id": name, "created_at": at, "first_reply_at": at, "solved_at": at,
         "priority": name}
        for name in ("urgent", "low")
    ]  # fmt: skip
    assert targets(connection, [], tickets) == [
        ("first_reply", "met", "2026-01-05 09:01:00", None),
        ("first_reply", "met", "2026-01-05 09:10:00", None),
        ("resolution", "met", "2026-01-05 10:40:00", None),
    ]


def test_whom_only_a_bot_answered_waits_until_the_log_says_that_it_is_solved() -> None:
    connection = small_desk("UTC")
    promise(connection, "first_reply", 600)
    at, later = "2026-01-05 09:00:00", "2026-01-05 09:30:00"
    tickets = [
        {"ticket_id": "open", "created_at": at, "agent_id": "ana"},
        {"ticket_id": "asked", "created_at": at, "agent_id": "ana"},
        {"ticket_id": "solved", "created_at": at, "solved_at": "2026-01-05 09:09:00"},
        {"ticket_id": "asked and solved", "created_at": at, "solved_at": "2026-01-05 09:09:00"},
    ]
    events = [
        *(event(at, "public_reply", "bot", ticket_id=str(one["ticket_id"])) for one in tickets),
        event(at, "customer_message", "customer", ticket_id="asked"),
        event(at, "customer_message", "customer", ticket_id="asked and solved"),
        event(later, "private_note", ticket_id="asked"),
    ]
    due = ("first_reply", "missed", "2026-01-05 09:10:00", "ana")
    assert targets(connection, events, tickets) == [due, due]


def test_each_later_message_is_promised_a_reply_and_a_solution_without_one_ends_that() -> None:
    connection = small_desk("UTC")
    promise(connection, "next_reply", 600)
    events = [
        event("2026-01-05 09:00:00", "created", "customer"),
        event("2026-01-05 09:05:00", "public_reply"),
        event("2026-01-05 10:00:00", "customer_message", "customer"),
        event("2026-01-05 10:08:00", "customer_message", "customer"),
        event("2026-01-05 10:11:00", "public_reply", agent_id="bob"),
        event("2026-01-05 11:00:00", "customer_message", "customer"),
        event("2026-01-05 11:09:00", "solved"),
    ]
    assert targets(connection, events) == [("next_reply", "missed", "2026-01-05 10:10:00", "bob")]


def test_where_no_policy_promises_the_help_desks_own_targets_count() -> None:
    at, due = "2026-01-05 09:00:00", "2026-01-05 10:00:00"
    tickets = [
        {"ticket_id": "late", "created_at": at, "agent_id": "ana", "first_reply_due_at": due,
         "first_reply_at": "2026-01-05 10:00:01", "is_sla_met": True},
        {"ticket_id": "told", "created_at": at, "agent_id": "bob", "is_sla_met": True},
        {"ticket_id": "spam", "created_at": at, "status": "spam", "is_sla_met": False},
    ]  # fmt: skip
    assert targets(small_desk("UTC"), [], tickets) == [
        ("first_reply", "missed", due, "ana"),
        ("overall", "met", None, "bob"),
    ]
