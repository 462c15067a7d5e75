"""Tickets: each told from its events, and by the ticket log where they are silent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.metrics.brute_force.tally import Row, Tally, day_of, seconds


@dataclass
class Ticket:
    """What is known of one ticket after all events are read."""

    agent: str | None
    created_at: datetime
    first_reply_at: datetime | None = None
    replier: str | None = None
    replies: int | None = None
    first_solved_at: datetime | None = None
    solved_at: datetime | None = None
    solver: str | None = None
    is_reopened: bool = False
    is_sla_met: bool | None = None

    def done_on(self, zone: str) -> date | None:
        if self.solved_at is None:
            return None
        return max(day_of(self.solved_at, zone), day_of(self.created_at, zone))


def tickets_of(rows: Iterable[Row], events: Iterable[Row]) -> list[Ticket]:
    by_ticket: dict[str, list[Row]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event["at"]):
        by_ticket[event["ticket_id"]].append(event)
    found = []
    for row in rows:
        ticket = Ticket(
            agent=row["agent_id"],
            created_at=row["created_at"],
            first_reply_at=row["first_reply_at"],
            replier=row["agent_id"],
            first_solved_at=row["solved_at"],
            solved_at=row["solved_at"],
            solver=row["agent_id"],
            is_reopened=bool(row["reopen_count"]),
            is_sla_met=row["is_sla_met"],
        )
        _tell(ticket, by_ticket.pop(row["ticket_id"], []))
        found.append(ticket)
    for others in by_ticket.values():
        found.append(Ticket(agent=None, created_at=others[0]["at"]))
        _tell(found[-1], others)
    return found


def _tell(ticket: Ticket, events: Sequence[Row]) -> None:
    replies = [event for event in events if event["event"] == "public_reply"]
    human = [event for event in replies if event["actor_role"] == "agent"]
    if replies:
        ticket.first_reply_at = human[0]["at"] if human else None
        ticket.replier = human[0]["agent_id"] if human else ticket.replier
        ticket.replies = len(human)
    turns = [event for event in events if event["event"] in ("solved", "reopened", "closed")]
    if not turns:
        return
    ticket.first_solved_at = ticket.solved_at = None
    reopened_at: datetime | None = None
    is_done = False
    for event in turns:
        if event["event"] == "reopened":
            reopened_at = reopened_at or (event["at"] if is_done else None)
            is_done = False
            ticket.solved_at = None
        elif not is_done:
            ticket.first_solved_at = ticket.first_solved_at or event["at"]
            ticket.solved_at, is_done = event["at"], True
            ticket.solver = event["agent_id"] or ticket.solver
    week = timedelta(days=7)
    ticket.is_reopened = bool(
        reopened_at and ticket.first_solved_at and reopened_at <= ticket.first_solved_at + week
    )


def count_tickets(tickets: Iterable[Ticket]) -> Tally:
    tally = Tally()
    for ticket in tickets:
        waited = (
            seconds(ticket.created_at, ticket.first_reply_at) / 60
            if ticket.first_reply_at
            else None
        )
        tally.add("tickets_created", ticket.agent, 1)
        in_time = waited is not None and waited <= 1440
        tally.add("replied_within_rate_24h", ticket.agent, in_time, 1)
        if waited is not None:
            tally.add("first_reply_minutes", ticket.replier, waited, 1)
        if ticket.solved_at:
            hours = seconds(ticket.created_at, ticket.solved_at) / 3600
            tally.add("tickets_solved", ticket.solver, 1)
            tally.add("full_resolution_hours", ticket.solver, hours, 1)
        if ticket.first_solved_at:
            tally.add("reopen_rate", ticket.solver, ticket.is_reopened, 1)
            if ticket.replies is not None:
                is_one_touch = ticket.replies == 1 and not ticket.is_reopened
                tally.add("one_touch_rate", ticket.solver, is_one_touch, 1)
        if ticket.is_sla_met is not None:
            tally.add("ticket_sla_rate", ticket.agent, ticket.is_sla_met, 1)
    return tally


def unsolved(tickets: Iterable[Ticket], day: date, zone: str) -> int:
    """The backlog at the end of the day."""
    return sum(
        day_of(ticket.created_at, zone) <= day
        and not ((done := ticket.done_on(zone)) and done <= day)
        for ticket in tickets
    )
