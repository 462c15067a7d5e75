"""Threaded platforms: every message of a customer waits for a reply that names it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.metrics.brute_force.clock import Clock, Row

PATIENCE = timedelta(days=14)


@dataclass(frozen=True)
class Asked:
    """A customer's message and its first reply."""

    day: date
    at: datetime
    agent: str | None
    customer: str | None
    shop: str | None
    channel: str | None
    replied_at: datetime | None
    replies: int
    is_courtesy: bool = False


def threads_of(rows: Iterable[Row], clock: Clock) -> list[Asked]:
    human = [row for row in rows if not row.get("is_automatic")]
    replies: dict[str, list[Row]] = {}
    for row in human:
        if row["sender_role"].lower() == "agent" and row.get("reply_to_id") is not None:
            replies.setdefault(row["reply_to_id"], []).append(row)
    answered = [
        (row, _answers(row, replies.get(row["message_id"], ()), clock))
        for row in human
        if row["sender_role"].lower() == "customer"
        and row.get("agent_id") is None
        and row.get("conversation_id") is None
    ]
    # what the first replies to the same customer on the same day say
    same_day: dict[tuple[date, str | None], list[tuple[datetime, str, list[Row]]]] = {}
    for row, found in answered:
        if found:
            key = clock.day_of(row["at"]), row.get("customer_id")
            same_day.setdefault(key, []).append((found[0]["at"], row["message_id"], found))
    asked = []
    for row, found in answered:
        day = clock.day_of(row["at"])
        others = sorted(same_day.get((day, row.get("customer_id")), ()), key=lambda one: one[:2])
        told = [*found, *(reply for _, _, replies_ in others for reply in replies_)]
        asked.append(
            Asked(
                day,
                row["at"],
                _named("agent_id", told),
                row.get("customer_id"),
                row.get("shop") or _named("shop", told),
                row.get("channel"),
                found[0]["at"] if found else None,
                len(found),
                bool(row.get("is_courtesy")),
            )
        )
    return asked


def _named(column: str, replies: Iterable[Row]) -> str | None:
    return next((reply[column] for reply in replies if reply.get(column) is not None), None)


def _answers(row: Row, replies: Iterable[Row], clock: Clock) -> list[Row]:
    last = clock.day_of(row["at"]) + PATIENCE
    in_time = [
        reply for reply in replies if reply["at"] >= row["at"] and clock.day_of(reply["at"]) <= last
    ]
    return sorted(in_time, key=lambda reply: (reply["at"], reply["message_id"]))
