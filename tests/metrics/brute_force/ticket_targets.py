"""Targets of tickets: when they fall due, and whether they were met before that."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.metrics.brute_force.clock import Clock, Row
from tests.metrics.brute_force.hours import Hours
from tests.metrics.brute_force.tally import Place, Tally
from tests.metrics.brute_force.ticket_hours import Schedules
from tests.metrics.brute_force.ticket_promises import Document, Promise, promise_of
from tests.metrics.brute_force.ticket_states import FOREVER, State, states_of
from tests.metrics.brute_force.tickets import Ticket

FEEDBACK = ("feedback", "opinion", "suggestion", "意见", "建议", "意见反馈", "客户意见")
RELAY = ("relay", "forward", "message", "信息传递", "转达", "转交")
MOMENTS = ("created_at", "updated_at", "first_reply_at", "solved_at", "closed_at")


@dataclass(frozen=True)
class Wait:
    """For a reply or the solution: until it came, or until it was solved without."""

    metric: str
    since: datetime
    met_at: datetime | None
    met_by: str | None
    ended_at: datetime | None


@dataclass(frozen=True)
class Verdict:
    metric: str
    is_met: bool
    at: datetime
    agent: str | None


def count_targets(
    tickets: Iterable[Ticket],
    policies: Sequence[Document],
    schedules: Schedules,
    now: datetime,
    clock: Clock,
) -> Tally:
    """A target counts when it is met or falls due; one that still runs counts nowhere."""
    tally = Tally()
    for ticket in tickets:
        for verdict in _verdicts(ticket, policies, schedules, now, clock):
            _count(tally, ticket, verdict, clock)
    return tally


def _count(tally: Tally, ticket: Ticket, verdict: Verdict, clock: Clock) -> None:
    category = (ticket.row.get("category") or "").lower()
    day = ticket.place(clock.day_of(verdict.at), verdict.agent)
    fine = Place(day.day, day.agent, day.shop, day.queue, day.channel, clock.half_hour(verdict.at))
    for suffix in ("", f":{verdict.metric}"):
        if suffix != ":overall":
            tally.add(f"ticket_sla_rate{suffix}", fine, verdict.is_met, 1)
            tally.add(f"ticket_sla_breaches{suffix}", fine, not verdict.is_met)
    if verdict.metric == "resolution":
        tally.add("resolved_on_time_rate", day, verdict.is_met, 1)
    if verdict.metric == "first_reply" and category in FEEDBACK:
        tally.add("feedback_on_time_rate", day, verdict.is_met, 1)
    if verdict.metric == "resolution" and category in RELAY:
        tally.add("relay_on_time_rate", day, verdict.is_met, 1)


def _verdicts(
    ticket: Ticket,
    policies: Sequence[Document],
    schedules: Schedules,
    now: datetime,
    clock: Clock,
) -> Iterator[Verdict]:
    hours, states = schedules.of(ticket.row), states_of(ticket.story)
    promised = set()
    for wait in _waits(ticket):
        promise = promise_of(ticket, wait.metric, wait.since, policies, clock)
        if promise is not None:
            promised.add(wait.metric)
            due_at = due(wait, promise, states, hours if promise.is_business else None)
            yield from _judged(ticket, wait, due_at, now)
    for metric, wait in _promised_by_the_help_desk(ticket):
        if metric not in promised:
            promised.add(metric)
            yield from _judged(ticket, wait, ticket.row[f"{metric}_due_at"], now)
    is_met = ticket.row.get("is_sla_met")
    if is_met is not None and not promised:
        yield Verdict("overall", is_met, ticket.created_at, ticket.agent)


def _waits(ticket: Ticket) -> Iterator[Wait]:
    story = ticket.story
    if story.has_replies:
        for is_first, since, at, agent in story.waits:
            yield Wait("first_reply" if is_first else "next_reply", since, at, agent, None)
        for is_first, since, ended_at in story.unanswered:
            # solutions that no event tells are known from the log
            done_at = ended_at or (None if story.has_states else ticket.done_at)
            yield Wait("first_reply" if is_first else "next_reply", since, None, None, done_at)
    else:
        yield _first_reply(ticket)
    yield _resolution(ticket)


def _promised_by_the_help_desk(ticket: Ticket) -> Iterator[tuple[str, Wait]]:
    for wait in (_first_reply(ticket), _resolution(ticket)):
        if ticket.row.get(f"{wait.metric}_due_at") is not None:
            yield wait.metric, wait


def _first_reply(ticket: Ticket) -> Wait:
    """As the help desk sees it: from the opening to the first reply, or done without."""
    at = ticket.first_reply_at
    return Wait(
        "first_reply", ticket.created_at, at, ticket.replier, None if at else ticket.done_at
    )


def _resolution(ticket: Ticket) -> Wait:
    at = ticket.solved_at
    return Wait("resolution", ticket.created_at, at, ticket.solver, None if at else ticket.done_at)


def due(
    wait: Wait, promise: Promise, states: Sequence[State], hours: Hours | None
) -> datetime | None:
    """The first moment at which the promised time has run; a clock that stands has none."""
    left = promise.time
    for state in states:
        since = max(state.since, wait.since)
        is_standing = state.word in promise.pauses or (
            wait.metric == "resolution" and state.is_done
        )
        if since >= state.until or is_standing:
            continue
        run_out = since + left if hours is None else hours.run_out(since, left)
        if run_out is not None and run_out <= state.until:
            return run_out
        if state.until == FOREVER:
            return None
        left -= state.until - since if hours is None else hours.seconds(since, state.until)
    return None


def _judged(
    ticket: Ticket, wait: Wait, due_at: datetime | None, now: datetime
) -> Iterator[Verdict]:
    if wait.met_at is not None and (due_at is None or wait.met_at <= due_at):
        yield Verdict(wait.metric, True, wait.met_at, wait.met_by)
    elif due_at is not None and due_at < min(
        at for at in (now, wait.met_at, wait.ended_at) if at is not None
    ):
        agent = wait.met_by if wait.met_at is not None else _holder(ticket, due_at)
        yield Verdict(wait.metric, False, due_at, agent)


def _holder(ticket: Ticket, at: datetime) -> str | None:
    """The assignee at that moment, as events tell it, else as the log does."""
    found = ticket.agent
    for event in ticket.story.events:
        if event["event"].lower() == "assigned" and event["at"] <= at:
            found = event.get("value") or event.get("agent_id") or found
    return found


def last_moment(tickets: Iterable[Row], events: Iterable[Row]) -> datetime:
    """That the logs know of any ticket."""
    known = [event["at"] for event in events]
    known += [ticket.get(name) for ticket in tickets for name in MOMENTS]
    return max((at for at in known if at is not None), default=datetime.min)
