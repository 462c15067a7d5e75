"""Reconciliation: the effects lead from our figure to the report's, and each has its cause."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

import pytest
from duckdb import DuckDBPyConnection

from assets.chat_rules import write_chat_rules
from assets.measures import get
from assets.reconciliation.reconcile import MEASURES, Reconciled, reconcile
from tests.sql.small_desk import measure, put, small_desk

SAME = {  # what we pay on, what the rule sees, what is reported, as KPIs
    "received": ("chat_customers", None, "platform_received"),
    "reply_rate": ("chat_reply_rate", "seen_reply_rate", "platform_reply_rate"),
    "first_response": (
        "first_response_seconds",
        "seen_first_response_seconds",
        "platform_first_response_seconds",
    ),
    "average_response": (
        "average_response_seconds",
        "seen_average_response_seconds",
        "platform_average_response_seconds",
    ),
    "within_180": (
        "replied_within_rate",
        "seen_replied_within_rate:180s",
        "platform_replied_within_rate",
    ),
}
AGENTS = ("ana", "bob")
DAY, NEXT = date(2026, 1, 5), date(2026, 1, 6)


def test_every_step_has_its_cause() -> None:
    connection = desk(
        [
            talk("ana", "inside", "10:00:00 c", "10:00:30 a"),
            talk("ana", "capped", "10:00:00 c", "10:14:00 a"),
            talk("ana", "never", "10:00:00 c"),
            talk("ana", "early", "06:00:00 c", "06:00:10 a"),
            talk("ana", "robot", "10:00:00 c", "10:00:01 b"),
            talk("ana", "tomorrow", "10:00:00 c", "10:00:50 a", day=NEXT),
        ],
        [report("ana", DAY, received=6, replied=2, average_response_seconds=420)],
    )
    received = one(connection, "received")
    assert (received.ours, received.seen) == (Fraction(5), Fraction(3))
    assert effects(received) == {
        "days_without_report": -1,
        "window": -1,
        "bots": 1,
        "only_report": 2,
    }
    average = one(connection, "average_response")
    assert average.ours == Fraction(30 + 840 + 10 + 50, 4)
    assert average.seen == Fraction(30 + 600 + 600, 3)
    assert effects(average) == {
        "days_without_report": Fraction(30 + 840 + 10, 3) - Fraction(930, 4),
        "window": Fraction(30 + 840, 2) - Fraction(880, 3),
        "cap": Fraction(-120),
        "unanswered": Fraction(1230, 3) - Fraction(630, 2),
        "unexplained": Fraction(420 - 410),
    }
    replied = one(connection, "reply_rate")
    assert replied.effects["window"] == Fraction(2, 3) - Fraction(3, 4)
    assert (replied.days, replied.common_days, replied.report_days) == (2, 1, 1)


def test_days_that_only_the_report_has_come_last() -> None:
    connection = desk(
        [talk("ana", "x", "10:00:00 c", "10:00:30 a")],
        [
            report("ana", DAY, received=1, replied=1),
            report("ana", NEXT, received=3, replied=1),
            report("bob", DAY, received=2, replied=2),
        ],
    )
    assert effects(one(connection, "received")) == {"days_without_messages": 3}
    assert effects(one(connection, "reply_rate")) == {"days_without_messages": Fraction(-1, 2)}
    bob = one(connection, "received", "bob")
    assert (bob.ours, bob.seen) == (Fraction(0), Fraction(0))
    assert effects(bob) == {"days_without_messages": 2}
    assert one(connection, "reply_rate", "bob").ours is None
    total = one(connection, "received", None)
    assert (total.ours, total.report) == (Fraction(1), Fraction(6))


def test_a_measure_that_no_report_has_is_not_there() -> None:
    connection = desk(
        [talk("ana", "x", "10:00:00 c", "10:00:30 a")], [report("ana", DAY, received=1)]
    )
    assert {found.measure for found in reconcile(connection)} == {"received"}


@pytest.mark.parametrize("channel", ["taobao", "jd", "douyin", "kuaishou", "elsewhere"])
def test_effects_add_up_and_both_ends_are_the_kpis(channel: str) -> None:
    messages = random_messages(Random(channel), channel)
    days = [DAY, NEXT]
    figures = {"received": 5, "replied": 3, "sessions": 6, "replied_within_3_minutes": 4}
    reports = [
        report(agent, day, first_response_seconds=40, average_response_seconds=day.day, **figures)
        | {"channel": channel}
        for agent in AGENTS
        for day in days
    ]
    connection = desk([messages], reports)
    found = [answer for answer in reconcile(connection) if answer.report is not None]
    assert {answer.agent_id for answer in found} == {None, *AGENTS}
    for answer in found:
        steps = [answer.ours, *answer.effects.values()]
        known = [step for step in steps if step is not None]
        assert len(known) == len(steps) and sum(known) == answer.report
        if answer.agent_id is not None:  # the total leaves out what is nobody's
            for value, kpi in zip(
                (answer.ours, answer.seen, answer.report), SAME[answer.measure], strict=True
            ):
                if kpi is not None and value is not None:
                    (row,) = get(connection, [kpi], [], {"agent": answer.agent_id})
                    assert row["value"] == pytest.approx(float(value), abs=1e-9), (kpi, answer)


def test_every_measure_and_step_has_its_name_in_both_languages() -> None:
    assert all(label.en and label.zh for label in MEASURES.values())


def one(connection: DuckDBPyConnection, measure: str, agent: str | None = "ana") -> Reconciled:
    (found,) = (
        answer
        for answer in reconcile(connection)
        if (answer.measure, answer.agent_id) == (measure, agent)
    )
    return found


def effects(found: Reconciled) -> dict[str, Fraction]:
    return {step: effect for step, effect in found.effects.items() if effect}


def talk(agent: str, customer: str, *messages: str, day: date = DAY) -> list[dict[str, object]]:
    """Messages as `10:00:00 c`, in UTC: who is c(ustomer), a(gent) or b(ot)."""
    roles = {"c": "customer", "a": "agent", "b": "bot"}
    return [
        {
            "message_id": f"{customer}{number}",
            "at": datetime.fromisoformat(f"{day} {message[:8]}"),
            "sender_role": roles[message[9]],
            "agent_id": agent,
            "customer_id": customer,
            "shop": "s",
            "channel": "taobao",
        }
        for number, message in enumerate(messages)
    ]


def random_messages(draw: Random, channel: str) -> list[dict[str, object]]:
    """Some near the ends of windows, some late, some by bots, some in one moment."""
    rows: list[dict[str, object]] = []
    for _ in range(120):
        agent, customer = draw.choice(AGENTS), draw.choice("uvwxyz")
        hour = draw.choice((7, 8, 12, 22, 23))
        at = datetime(2026, 1, draw.choice((5, 6)), hour, draw.choice((0, 58)), draw.randrange(60))
        for _ in range(draw.randint(1, 6)):
            at = min(
                at + timedelta(seconds=draw.choice((0, 5, 170, 700, 2000))),
                at.replace(hour=23, minute=59),
            )
            rows.append(
                {
                    "message_id": f"m{len(rows):04}",
                    "at": at,
                    "sender_role": draw.choice(("customer", "customer", "agent", "agent", "bot")),
                    "agent_id": agent,
                    "customer_id": customer,
                    "shop": "s",
                    "channel": channel,
                    "is_automatic": draw.choice((None, False, True)),
                }
            )
    return rows


def report(agent: str, day: date, **figures: object) -> dict[str, object]:
    return {"agent_id": agent, "reported_on": day, "shop": "s", "channel": "taobao", **figures}


def desk(
    talks: list[list[dict[str, object]]], reports: list[dict[str, object]]
) -> DuckDBPyConnection:
    connection = small_desk("UTC")
    write_chat_rules(connection)
    put(connection, "raw.chat_messages", [message for talk in talks for message in talk])
    put(connection, "raw.chat_reports", reports)
    measure(connection, {kpi for kpis in SAME.values() for kpi in kpis if kpi})
    return connection
