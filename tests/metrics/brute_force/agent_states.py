"""What agents were ready for: their changes of state as one line of spans per business day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.metrics.brute_force.calls import Call
from tests.metrics.brute_force.clock import DAY, Clock, Row

NIGHT, SHIFT = timedelta(hours=24), timedelta(hours=8)
IN_A_QUEUE_LOG = {
    "addmember": "logged_in", "agentlogin": "logged_in", "agentcallbacklogin": "logged_in",
    "removemember": "logged_out", "agentlogoff": "logged_out", "agentcallbacklogoff": "logged_out",
    "pause": "paused", "pauseall": "paused", "unpause": "ready", "unpauseall": "ready",
}  # fmt: skip
LINES = ("agentlogin", "agentcallbacklogin")  # these name a telephone, not a reason


@dataclass(frozen=True)
class Change:
    agent: str
    at: datetime
    state: str
    reason: str | None
    queue: str | None
    channel: str | None

    @property
    def is_login(self) -> bool:
        return self.state == "logged_in"

    @property
    def is_logout(self) -> bool:
        return self.state == "logged_out"

    @property
    def is_break(self) -> bool:
        is_pause = self.state == "paused" or (self.is_login and self.reason == "paused")
        return is_pause and not (self.reason or "").startswith("wrap")


@dataclass(frozen=True)
class Span:
    day: date
    agent: str
    since: datetime
    until: datetime
    is_break: bool
    reason: str | None


def spans_of(
    states: Iterable[Row], events: Iterable[Row], calls: Iterable[Call], clock: Clock
) -> list[Span]:
    changes = _changes(states, events, clock)
    served: dict[str, list[Call]] = {}
    for call in calls:
        if call.handled is not None:
            served.setdefault(call.row["agent_id"], []).append(call)
    return [
        span
        for agent, own in changes.items()
        for span in _line(agent, _steps(own), served.get(agent, ()), clock)
    ]


def day_start(day: date, clock: Clock) -> datetime:
    """In UTC; the later one where the wall shows it twice, or skips it."""
    shown = datetime.combine(day, time()) + timedelta(seconds=clock.day_starts_at_seconds)
    found = []
    for fold in (0, 1):
        offset = shown.replace(tzinfo=ZoneInfo(clock.zone), fold=fold).utcoffset()
        assert offset is not None
        found.append(shown - offset)
    return max(found)


def _changes(
    states: Iterable[Row], events: Iterable[Row], clock: Clock
) -> Mapping[str, Sequence[Change]]:
    """A queue log tells of the agents and days of which no states are known."""
    found: dict[str, list[Change]] = {}
    known: set[tuple[str, date]] = set()
    for row in states:
        agent, at = row["agent_id"], row["at"]
        known.add((agent, clock.day_of(at)))
        reason = row["reason"].lower() if row.get("reason") is not None else None
        found.setdefault(agent, []).append(
            Change(agent, at, row["state"].lower(), reason, row.get("queue"), row.get("channel"))
        )
    for row in events:
        agent, at, word = row.get("agent_id"), row["at"], row["event"].lower()
        if word not in IN_A_QUEUE_LOG or agent in (None, "NONE"):
            continue
        if (agent, clock.day_of(at)) in known:
            continue
        reason = None if word in LINES else row.get("value1")
        queue = None if row.get("queue") == "NONE" else row.get("queue")
        found.setdefault(agent, []).append(
            Change(agent, at, IN_A_QUEUE_LOG[word], reason and reason.lower(), queue, None)
        )
    return found


def _steps(changes: Sequence[Change]) -> list[Change]:
    """Who is still in another queue has not gone, and who joins one more has not come."""
    sessions = _sessions(changes)
    steps = []
    for change in changes:
        is_in = any(since < change.at < until for since, until in sessions)
        leaves_all = change.is_logout and change.queue is None
        if not is_in or leaves_all or not (change.is_login or change.is_logout):
            steps.append(change)
    return steps


def _sessions(changes: Sequence[Change]) -> list[tuple[datetime, datetime]]:
    """From the login to a queue to the logout from it, or from all, within a day."""
    found = []
    for change in changes:
        if not change.is_login:
            continue
        same = [
            other
            for other in changes
            if (other.queue, other.channel) == (change.queue, change.channel)
            and other.at > change.at
            and (other.is_login or other.is_logout)
        ]
        first = min((other.at for other in same), default=None)
        ends = [other.at for other in same if other.at == first and other.is_logout]
        ends += [
            other.at
            for other in changes
            if other.is_logout and other.queue is None and other.at > change.at
        ]
        ends = [at for at in ends if at <= change.at + NIGHT]
        if ends:
            found.append((change.at, min(ends)))
    return found


def _line(agent: str, steps: Sequence[Change], calls: Sequence[Call], clock: Clock) -> list[Span]:
    moments = sorted({step.at for step in steps})
    found: list[Span] = []
    for place, at in enumerate(moments):
        here = [step for step in steps if step.at == at]
        if _is_out(here):
            continue
        following = moments[place + 1] if place + 1 < len(moments) else None
        after = [step for step in steps if step.at == following]
        until = following if _is_finished(at, following, after) else None
        if until is None:
            until = _last_seen(at, following, calls)
        breaks = [step for step in here if step.is_break]
        reason = max((step.reason for step in breaks if step.reason is not None), default=None)
        if until is not None:
            found += _by_day(agent, at, until, bool(breaks), reason, clock)
    return found


def _is_out(steps: Sequence[Change]) -> bool:
    return any(step.is_logout for step in steps) and not any(step.is_login for step in steps)


def _is_finished(at: datetime, following: datetime | None, after: Sequence[Change]) -> bool:
    if following is None or any(step.is_login for step in after):
        return False
    return following <= at + (NIGHT if _is_out(after) else SHIFT)


def _last_seen(at: datetime, following: datetime | None, calls: Sequence[Call]) -> datetime | None:
    """The end of the last call that began before anything else is known of the agent."""
    ends = [
        call.wrapped_at
        for call in calls
        if call.answered_at is not None
        and at <= call.answered_at < min(at + SHIFT, following or datetime.max)
    ]
    return min(max(ends), following or datetime.max) if ends else None


def _by_day(
    agent: str, since: datetime, until: datetime, is_break: bool, reason: str | None, clock: Clock
) -> list[Span]:
    return [
        Span(day, agent, begun, ended, is_break, reason)
        for day, begun, ended in cut_by_day(since, until, clock)
    ]


def cut_by_day(
    since: datetime, until: datetime, clock: Clock
) -> list[tuple[date, datetime, datetime]]:
    """The parts of a span in each business day; it begins on the day of its first moment."""
    first = day = clock.day_of(since)
    found = []
    while day == first or day <= clock.day_of(until):
        begun = since if day == first else day_start(day, clock)
        ended = min(until, day_start(day + DAY, clock))
        if ended > begun:
            found.append((day, begun, ended))
        day += DAY
    return found
