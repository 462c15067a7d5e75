"""A ticket as its events tell it: who waited for whom, solves, reopens, hands it went through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.metrics.brute_force.clock import DAY, Clock, Row

BEFORE, AFTER = 31 * DAY, 366 * DAY  # how far the log may date a ticket from its first event
YEAR = timedelta(days=366)
DONE = ("solved", "closed")
VOID = ("deleted", "spam", "merged")
ASKED, ANSWERED, OTHER, CLOSED = 2, 3, 4, 5


@dataclass
class Story:
    """What happened, in order; a wait is first if nobody had replied before."""

    ticket: str
    day: date
    created_at: datetime
    replies: list[tuple[datetime, str | None]] = field(default_factory=list)
    waits: list[tuple[bool, datetime, datetime, str | None]] = field(default_factory=list)
    unanswered: list[tuple[bool, datetime, datetime | None]] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    has_replies: bool = False
    has_states: bool = False
    solves: list[tuple[datetime, str | None]] = field(default_factory=list)
    reopens: list[datetime] = field(default_factory=list)
    is_done: bool = False
    closed_at: datetime | None = None
    assigned: list[str | None] = field(default_factory=list)
    writers: set[str] = field(default_factory=set)
    is_escalated: bool = False
    is_by_agent: bool = False

    @property
    def solvers(self) -> list[str]:
        """In the order of the solves, of those that the log names."""
        return [agent for _, agent in self.solves if agent is not None]

    @property
    def first_asked_at(self) -> datetime | None:
        return next((since for is_first, since, _, _ in self.waits if is_first), None)


def stories_of(
    tickets: Iterable[Row], events: Iterable[Row], clock: Clock
) -> tuple[dict[tuple[str, date], Story], list[Story]]:
    """Of tickets in the log, by id and opening day; and of tickets known by their events alone."""
    by_ticket: dict[str, list[Row]] = {}
    for event in events:
        by_ticket.setdefault(event["ticket_id"], []).append(event)
    listed: dict[tuple[str, date], Story] = {}
    claimed: set[int] = set()
    for ticket in tickets:
        day = clock.day_of(ticket["created_at"])
        own = [
            event
            for event in by_ticket.get(ticket["ticket_id"], ())
            if -BEFORE <= clock.day_of(event["at"]) - day <= AFTER
        ]
        claimed |= {id(event) for event in own}
        if own:
            key = ticket["ticket_id"], day
            listed[key] = _told(ticket["ticket_id"], day, ticket["created_at"], own)
    alone = []
    for id_, own in by_ticket.items():
        rest = sorted((e for e in own if id(e) not in claimed), key=lambda event: event["at"])
        days = [clock.day_of(event["at"]) for event in rest]
        for place, day in enumerate(days):
            if place == 0 or days[place - 1] < day - YEAR:
                # where the clock is set back an hour may be of the day before
                known = zip(rest, days, strict=True)
                part = [event for event, on in known if day - DAY <= on <= day + YEAR]
                if _last_status(part) not in VOID:
                    alone.append(_told(id_, day, part[0]["at"], part))
    return listed, alone


def _last_status(events: Iterable[Row]) -> str | None:
    told = [event for event in events if event["event"].lower() == "status" and event.get("value")]
    last = max(told, key=lambda event: (event["at"], event["value"]), default=None)
    return last["value"].lower() if last else None


def _told(ticket: str, day: date, created_at: datetime, events: Sequence[Row]) -> Story:
    story = Story(ticket, day, created_at)
    # what an agent writes while opening a ticket is not a reply
    openings = {
        e["at"] for e in events if e["event"].lower() == "created" and role_of(e) == "agent"
    }
    waiting_since: datetime | None = created_at
    for event in sorted(events, key=lambda event: _in_order(event, openings)):
        at, agent, turn = event["at"], event.get("agent_id"), _turn(event, openings)
        _note(story, event)
        if turn >= CLOSED:
            if waiting_since is not None:
                story.unanswered.append((not story.replies, waiting_since, at))
            if not story.is_done:
                story.solves.append((at, agent))
            story.is_done, waiting_since = True, None
        elif turn == ANSWERED:
            if waiting_since is not None:
                story.waits.append((not story.replies, waiting_since, at, agent))
            story.replies.append((at, agent))
            waiting_since = None
        elif turn == 1:
            if story.is_done:
                story.reopens.append(at)
                if event.get("actor_role") != "agent":
                    waiting_since = waiting_since or at
            story.is_done = False
        elif turn == ASKED and not story.is_done:
            waiting_since = waiting_since or at
    if waiting_since is not None:
        story.unanswered.append((not story.replies, waiting_since, None))
    return story


def _note(story: Story, event: Row) -> None:
    """What needs no order, or comes in any."""
    word, agent = event["event"].lower(), event.get("agent_id")
    story.events.append(event)
    story.has_replies |= word == "public_reply"
    story.has_states |= word in ("status", "solved", "closed", "reopened")
    story.is_escalated |= word == "escalated"
    story.is_by_agent |= word == "created" and role_of(event) == "agent"
    if word == "assigned":
        story.assigned.append(event.get("value") or agent)
    if word == "closed":
        story.closed_at = max(event["at"], story.closed_at or event["at"])
    if word in ("public_reply", "private_note") and role_of(event) == "agent" and agent:
        story.writers.add(agent)


def role_of(event: Row) -> str:
    role = event.get("actor_role")
    return role.lower() if role else "agent" if event.get("agent_id") else "customer"


def status_of(event: Row) -> str | None:
    """That the event brings, if any."""
    word, value = event["event"].lower(), (event.get("value") or "").lower()
    if word == "status":
        return "solved" if value == "resolved" else value or "open"
    return {"solved": "solved", "closed": "closed", "reopened": "open"}.get(word)


def _turn(event: Row, openings: set[datetime]) -> int:
    """In one instant a ticket is opened or open again, then asked, answered, closed, solved."""
    word, status = event["event"].lower(), status_of(event)
    if word == "created":
        return 0
    if status in DONE:
        return CLOSED + (status == "solved")
    if status is not None:
        return 1
    if word == "customer_message" or (word == "public_reply" and role_of(event) == "customer"):
        return ASKED
    if word == "public_reply" and role_of(event) == "agent" and event["at"] not in openings:
        return ANSWERED
    return OTHER


def _in_order(event: Row, openings: set[datetime]) -> tuple[datetime, int, str, str]:
    name = event.get("agent_id") or "~"
    tie = (
        event.get("value") or "" if event["event"].lower() == "assigned" else status_of(event) or ""
    )
    return event["at"], _turn(event, openings), tie, name
