"""What a ticket is promised, by the policies of a desk as they are written down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from re import findall
from typing import Any

from tests.metrics.brute_force.clock import Clock
from tests.metrics.brute_force.tickets import Ticket

UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
KINDS = {"teams": "team", "shops": "shop", "channels": "channel", "categories": "category"}
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Promise:
    time: timedelta
    is_business: bool
    pauses: Sequence[str]


def promise_of(
    ticket: Ticket, metric: str, at: datetime, policies: Iterable[Document], clock: Clock
) -> Promise | None:
    """By the first policy that covers the ticket on that day, or by none."""
    day = clock.day_of(at)
    fitting = [policy for policy in policies if _covers(policy, ticket, day)]
    if not fitting:
        return None
    policy = min(fitting, key=lambda one: int(one["position"]))
    by_priority = {name.lower(): targets for name, targets in policy["targets"].items()}
    priority = priority_of(ticket, at)
    targets = by_priority.get(priority or "*", by_priority.get("*", {}))
    if metric not in targets:
        return None
    told = policy.get("clock", "calendar")
    own = told.get(metric, "calendar") if isinstance(told, Mapping) else told
    pauses = policy.get("pauses", {}).get(metric, ())
    return Promise(_time(targets[metric]), own == "business", pauses)


def priority_of(ticket: Ticket, at: datetime) -> str | None:
    """The one it had at that moment; unknown where the log tells of a later change alone.

    What it was given until its opening it had from the beginning.
    """
    told = [
        (event["at"], event["value"])
        for event in ticket.story.events
        if event["event"].lower() == "priority"
    ]
    before = [one for one in told if one[0] <= max(at, ticket.created_at)]
    if before:
        return str(max(before)[1]).lower()
    priority = None if told else ticket.row.get("priority")
    return priority.lower() if priority else None


def _covers(policy: Document, ticket: Ticket, day: date) -> bool:
    since, until = policy.get("since"), policy.get("until")
    if (since and day.isoformat() < since) or (until and day.isoformat() > until):
        return False
    return all(
        ticket.row.get(KINDS[kind]) in names for kind, names in policy.get("covers", {}).items()
    )


def _time(text: str) -> timedelta:
    return sum(
        (timedelta(**{UNITS[unit]: int(number)}) for number, unit in findall(r"(\d+)(\w)", text)),
        timedelta(0),
    )
