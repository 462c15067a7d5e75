"""A ticket as its events tell it: replies, solves, reopens, hands it went through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.metrics.brute_force.clock import Clock, Row

YEAR = timedelta(days=366)
DONE = ("solved", "resolved", "closed")


@dataclass
class Story:
    ticket: str
    day: date
    created_at: datetime
    replies: list[tuple[datetime, str | None]] = field(default_factory=list)
    has_replies: bool = False
    has_states: bool = False
    solves: list[tuple[datetime, str | None]] = field(default_factory=list)
    reopens: list[datetime] = field(default_factory=list)
    is_done: bool = False
    closed_at: datetime | None = None
    assigned: list[str | None] = field(default_factory=list)

    @property
    def solver(self) -> str | None:
        """Who solved it last, of those that the log names."""
        named = [(at, agent) for at, agent in self.solves if agent is not None]
        return max(named)[1] if named else None


def stories_of(events: Iterable[Row], clock: Clock) -> list[Story]:
    """An id that was silent for more than 366 days is another ticket."""
    by_ticket: dict[str, list[Row]] = {}
    for event in events:
        by_ticket.setdefault(event["ticket_id"], []).append(event)
    stories = []
    for ticket, rows in by_ticket.items():
        rows.sort(key=lambda row: row["at"])
        days = [clock.day_of(row["at"]) for row in rows]
        starts = [
            day
            for day, before in zip(days, [None, *days], strict=False)
            if before is None or before < day - YEAR
        ]
        for start in starts:
            own = [row for row, day in zip(rows, days, strict=True) if start <= day <= start + YEAR]
            stories.append(_told(ticket, start, own))
    return stories


def _told(ticket: str, day: date, events: Sequence[Row]) -> Story:
    story = Story(ticket, day, min(event["at"] for event in events))
    # what an agent writes while opening a ticket is not a reply
    is_opened_by_agent = any(
        event["event"].lower() == "created" and _role(event) == "agent" for event in events
    )
    for event in sorted(events, key=lambda event: (event["at"], event.get("value") or "")):
        word, at = event["event"].lower(), event["at"]
        if word == "public_reply":
            story.has_replies = True
            is_opening = is_opened_by_agent and at <= story.created_at
            if _role(event) == "agent" and not is_opening:
                story.replies.append((at, event.get("agent_id")))
        elif word == "assigned":
            story.assigned.append(event.get("value") or event.get("agent_id"))
        if word == "closed":
            story.closed_at = max(at, story.closed_at or at)
    story.replies.sort(key=lambda reply: (reply[0], reply[1] or "~"))
    _turn(story, events)
    return story


def _role(event: Row) -> str:
    role = event.get("actor_role")
    return role.lower() if role else "agent" if event.get("agent_id") else "customer"


def _turn(story: Story, events: Iterable[Row]) -> None:
    """In one instant a ticket is first reopened and then solved."""
    turns = []
    for event in events:
        word = event["event"].lower()
        state = (event.get("value") or "").lower() if word == "status" else word
        if word == "status" or word in ("solved", "closed", "reopened"):
            is_solved = state in ("solved", "resolved")
            turns.append((event["at"], state in DONE, is_solved, word, event.get("agent_id")))
    for at, is_done, _, _, agent in sorted(turns, key=lambda turn: turn[:4]):
        story.has_states = True
        if is_done and not story.is_done:
            story.solves.append((at, agent))
        if story.is_done and not is_done:
            story.reopens.append(at)
        story.is_done = is_done
