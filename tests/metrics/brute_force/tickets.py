"""Tickets: told from events, and by the ticket log where these are silent; KPIs over them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.metrics.brute_force.clock import DAY, Clock, Row, seconds
from tests.metrics.brute_force.tally import Place, Tally
from tests.metrics.brute_force.ticket_story import Story

WEEK = timedelta(days=7)
BEFORE, AFTER = 31 * DAY, 366 * DAY  # how far the log may date a ticket from its first event


@dataclass(frozen=True)
class Ticket:
    row: Row  # empty where only events are known
    day: date
    agent: str | None
    created_at: datetime
    first_reply_at: datetime | None
    replier: str | None
    replies: int | None
    first_solved_at: datetime | None
    solved_at: datetime | None
    done_at: datetime | None
    solver: str | None
    is_reopened: bool
    reassignments: int | None

    def place(self, day: date | None, agent: str | None) -> Place:
        shop, channel = self.row.get("shop"), self.row.get("channel")
        return Place(day, agent, shop, channel=channel)

    @property
    def is_complaint(self) -> bool:
        return bool(self.row.get("is_complaint"))

    @property
    def targets(self) -> list[bool]:
        """Met or not, each target that applied; a target still running is not met yet."""
        due = [
            (self.first_reply_at, self.row.get("first_reply_due_at")),
            (self.solved_at, self.row.get("resolution_due_at")),
        ]
        told = [at is not None and at <= limit for at, limit in due if limit is not None]
        if not told and self.row.get("is_sla_met") is not None:
            return [bool(self.row["is_sla_met"])]
        return told


def tickets_of(rows: Sequence[Row], stories: Sequence[Story], clock: Clock) -> list[Ticket]:
    by_id: dict[str, list[Story]] = {}
    for story in sorted(stories, key=lambda story: story.day):
        by_id.setdefault(story.ticket, []).append(story)
    found: list[Ticket] = []
    days: dict[str, list[date]] = {}
    for row in rows:
        day = clock.day_of(row["created_at"])
        days.setdefault(row["ticket_id"], []).append(day)
        own = [s for s in by_id.get(row["ticket_id"], ()) if -BEFORE <= s.day - day <= AFTER]
        found.append(_ticket(row, day, own[0] if own else None))
    for story in stories:
        known = days.get(story.ticket, ())
        if not any(-AFTER <= day - story.day <= BEFORE for day in known):
            found.append(_ticket({"created_at": story.created_at}, story.day, story))
    return found


def _ticket(row: Row, day: date, story: Story | None) -> Ticket:
    tells_replies = story is not None and story.has_replies
    tells_states = story is not None and story.has_states
    story = story or Story("", day, row["created_at"])
    assignee = row.get("agent_id")
    first_reply_at = None if tells_replies else row.get("first_reply_at")
    if story.replies:
        first_reply_at = story.replies[0][0]
    named = [agent for _, agent in story.replies if agent is not None]
    first_solved_at = solved_at = row.get("solved_at")
    done_at = solved_at or row.get("closed_at") or story.closed_at
    is_reopened = bool(row.get("reopen_count"))
    if tells_states:
        first_solved_at = min((at for at, _ in story.solves), default=None)
        solved_at = done_at = max(at for at, _ in story.solves) if story.is_done else None
        is_reopened = bool(story.reopens and first_solved_at) and (
            min(story.reopens) <= story.solves[0][0] + WEEK
        )
    handed = row.get("reassignment_count")
    if handed is None and story.ticket:
        handed = max(len(story.assigned) - 1, 0)
    return Ticket(
        row,
        day,
        assignee or (story.assigned[-1] if story.assigned else None),
        row["created_at"],
        first_reply_at,
        (named[0] if named else None) or assignee,
        len(story.replies) if tells_replies else None,
        first_solved_at,
        solved_at,
        done_at,
        story.solver or assignee,
        is_reopened,
        handed,
    )


def count_tickets(tickets: Iterable[Ticket], clock: Clock) -> Tally:
    tally = Tally()
    for ticket in tickets:
        _at_opening(tally, ticket, ticket.place(ticket.day, ticket.agent))
        replied = ticket.place(clock.day(ticket.first_reply_at), ticket.replier)
        waited = seconds(ticket.created_at, ticket.first_reply_at)
        tally.mean("first_reply_minutes", replied, waited)
        if ticket.first_solved_at is not None:
            place = ticket.place(clock.day_of(ticket.first_solved_at), ticket.solver)
            tally.add("reopen_rate", place, ticket.is_reopened, 1)
            if ticket.replies is not None:
                is_one_touch = ticket.replies == 1 and not ticket.is_reopened
                tally.add("one_touch_rate", place, is_one_touch, 1)
        if ticket.solved_at is not None:
            _at_solution(tally, ticket, ticket.place(clock.day_of(ticket.solved_at), ticket.solver))
    return tally


def _at_opening(tally: Tally, ticket: Ticket, place: Place) -> None:
    is_solved, is_satisfied = ticket.solved_at is not None, ticket.row.get("is_satisfied")
    waited = seconds(ticket.created_at, ticket.first_reply_at)
    tally.add("tickets_created", place, 1)
    tally.add("complaint_rate", place, ticket.is_complaint, 1)
    in_a_day = waited is not None and waited <= 24 * 3600
    tally.add("replied_within_rate_24h", place, in_a_day, 1)
    tally.add("ticket_sla_rate", place, sum(ticket.targets), len(ticket.targets))
    if ticket.reassignments is not None:
        tally.mean("reassignments", place, Fraction(ticket.reassignments))
    if ticket.is_complaint:
        tally.add("complaints", place, 1)
        tally.add("complaint_resolution_rate", place, is_solved, 1)
        tally.add("complaint_satisfaction_rate:printed", place, bool(is_satisfied), 1)
        if is_satisfied is not None:
            tally.add("complaint_satisfaction_rate", place, is_satisfied, 1)


def _at_solution(tally: Tally, ticket: Ticket, place: Place) -> None:
    time = seconds(ticket.created_at, ticket.solved_at)
    for kpi in ("tickets_solved", "contacts_handled", "weighted_workload", "people_at_work"):
        tally.add(kpi, place, 1)
    tally.mean("full_resolution_hours", place, time)
    if ticket.is_complaint:
        tally.mean("complaint_resolution_hours", place, time)
    if ticket.row.get("is_satisfied") is not None:
        tally.add("ticket_csat_rate", place, ticket.row["is_satisfied"], 1)


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
