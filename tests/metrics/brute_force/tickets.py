"""Tickets: told from events, and by the ticket log where these are silent; KPIs over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.metrics.brute_force.clock import DAY, Clock, Row, seconds
from tests.metrics.brute_force.tally import Place, Tally
from tests.metrics.brute_force.ticket_story import VOID, Story, stories_of

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Ticket:
    row: Row  # little more than empty where only events are known
    story: Story
    day: date
    agent: str | None
    created_at: datetime
    first_reply_at: datetime | None
    replier: str | None
    replies: int | None
    first_solved_at: datetime | None
    solved_at: datetime | None
    done_at: datetime | None
    first_solver: str | None
    solver: str | None
    reopens: int
    is_reopened: bool
    reassignments: int | None

    def place(self, day: date | None, agent: str | None) -> Place:
        shop, channel = self.row.get("shop"), self.row.get("channel")
        return Place(day, agent, shop, channel=channel)

    @property
    def is_complaint(self) -> bool:
        return bool(self.row.get("is_complaint"))

    @property
    def first_asked_at(self) -> datetime:
        return self.story.first_asked_at or self.created_at

    @property
    def first_wait(self) -> Fraction | None:
        return seconds(self.first_asked_at, self.first_reply_at)

    @property
    def is_handled(self) -> bool:
        return self.first_reply_at is not None or self.done_at is not None


def tickets_of(rows: Sequence[Row], events: Sequence[Row], clock: Clock) -> list[Ticket]:
    """Those that are deleted, spam or merged are in nothing."""
    listed, alone = stories_of(rows, events, clock)
    found = []
    for row in rows:
        day = clock.day_of(row["created_at"])
        if (row.get("status") or "").lower() not in VOID:
            found.append(_ticket(row, day, listed.get((row["ticket_id"], day))))
    for story in alone:
        found.append(_ticket({"created_at": story.created_at}, story.day, story))
    return found


def _ticket(row: Row, day: date, story: Story | None) -> Ticket:
    """Events win over the log, which fills in where they are silent."""
    is_told = story is not None
    story = story or Story("", day, row["created_at"])
    assignee = row.get("agent_id")
    named = [agent for _, agent in story.replies if agent is not None]
    first_solved_at = solved_at = row.get("solved_at")
    done_at = solved_at or row.get("closed_at") or story.closed_at
    reopens = row.get("reopen_count") or 0
    is_reopened = reopens > 0
    if story.has_states:
        first_solved_at = story.solves[0][0] if story.solves else None
        solved_at = done_at = story.solves[-1][0] if story.is_done else None
        reopens = len(story.reopens)
        is_reopened = bool(story.reopens and story.solves) and (
            story.reopens[0] <= story.solves[0][0] + WEEK
        )
    handed = row.get("reassignment_count")
    if handed is None and is_told:
        handed = max(len(story.assigned) - 1, 0)
    told_reply = story.replies[0][0] if story.replies else None
    return Ticket(
        row=row,
        story=story,
        day=day,
        agent=assignee or (story.assigned[-1] if story.assigned else None),
        created_at=row["created_at"],
        first_reply_at=told_reply if story.has_replies else row.get("first_reply_at"),
        replier=(named[0] if named else None) or assignee,
        replies=len(story.replies) if story.has_replies else None,
        first_solved_at=first_solved_at,
        solved_at=solved_at,
        done_at=done_at,
        first_solver=story.solvers[0] if story.solvers else assignee,
        solver=story.solvers[-1] if story.solvers else assignee,
        reopens=reopens,
        is_reopened=is_reopened,
        reassignments=handed,
    )


def count_backlog(tickets: Sequence[Ticket], clock: Clock) -> Tally:
    """Unsolved at the end of each day, up to the last day on which any ticket came or was done."""
    tally = Tally()
    spans = []
    for ticket in tickets:
        done_on = clock.day(ticket.done_at)
        spans.append((ticket, None if done_on is None else max(done_on, ticket.day)))
    last = max((done_on or ticket.day for ticket, done_on in spans), default=date.min)
    for ticket, done_on in spans:
        day = ticket.day
        while day <= last and (done_on is None or day < done_on):
            tally.add("backlog", ticket.place(day, ticket.agent), 1)
            day += DAY
    if tickets:
        tally.add("backlog", Place(last), 0)  # kept until then, even if nothing is left
    return tally
