"""Chats: talk by talk, one agent with one customer of one shop on one business day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from tests.metrics.brute_force.tally import Row, Tally, day_of, seconds

Talk = tuple[date, str, str, str]


def talks_of(rows: Iterable[Row], zone: str) -> dict[Talk, list[Row]]:
    """Messages that count, in order; in one second the customer comes first."""
    talks: dict[Talk, list[Row]] = defaultdict(list)
    for row in rows:
        if row["sender_role"] in ("customer", "agent") and not row["is_automatic"]:
            day = day_of(row["at"], zone)
            talks[day, row["agent_id"], row["customer_id"], row["shop"]].append(row)
    for messages in talks.values():
        messages.sort(key=lambda m: (m["at"], m["sender_role"] == "agent", m["message_id"]))
    return talks


def count_chats(rows: Iterable[Row], zone: str) -> Tally:
    tally = Tally()
    for (_, agent, _, _), messages in talks_of(rows, zone).items():
        asked = sum(message["sender_role"] == "customer" for message in messages)
        if not asked:
            continue
        waits = _waits(messages)
        tally.add("chat_customers", agent, 1)
        tally.add("chat_reply_rate", agent, any(wait is not None for wait in waits), 1)
        tally.add("answer_ask_ratio", agent, len(messages) - asked, asked)
        if waits[0] is not None:
            tally.add("first_response_seconds", agent, waits[0], 1)
        for wait in waits:
            tally.add("replied_within_rate", agent, wait is not None and wait <= 180, 1)
            capped = 600 if wait is None else min(wait, 600)
            tally.add("average_response_seconds:capped_600s", agent, capped, 1)
            if wait is not None:
                tally.add("average_response_seconds", agent, wait, 1)
    return tally


def _waits(messages: list[Row]) -> list[float | None]:
    """Per round the wait for the reply; None where none came."""
    waits: list[float | None] = []
    waiting_since: datetime | None = None
    for message in messages:
        if message["sender_role"] == "customer":
            waiting_since = waiting_since or message["at"]
        elif waiting_since:
            waits.append(seconds(waiting_since, message["at"]))
            waiting_since = None
    return [*waits, None] if waiting_since else waits
