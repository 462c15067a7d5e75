"""Which state a ticket was in from when to when, and who waited for whom meanwhile."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from tests.metrics.brute_force.hours import Hours
from tests.metrics.brute_force.ticket_hours import business
from tests.metrics.brute_force.ticket_story import DONE, Story, status_of

OPENED_AS = ("new", "open", "pending", "on_hold")
FOREVER = datetime.max


@dataclass(frozen=True)
class State:
    word: str
    since: datetime
    until: datetime = FOREVER

    @property
    def is_done(self) -> bool:
        return self.word in DONE


def states_of(story: Story) -> list[State]:
    """One after the other without a gap, from the beginning of time; a ticket begins as new.

    Where events tell neither its opening nor any change, nobody knows.
    """
    found = [State("new", datetime.min)]
    for event in story.events:
        word = _word(event["event"].lower(), event.get("value"), status_of(event))
        if word is not None:
            found[-1] = State(found[-1].word, found[-1].since, event["at"])
            found.append(State(word, event["at"]))
    return found if len(found) > 1 else [State("", datetime.min)]


def names_states(story: Story) -> bool:
    """Whether an event says in words which state it is."""
    return any(
        event["event"].lower() == "status"
        or (event["event"].lower() == "created" and (event.get("value") or "").lower() in OPENED_AS)
        for event in story.events
    )


def _word(event: str, value: str | None, status: str | None) -> str | None:
    if event == "created":
        return value.lower() if value and value.lower() in OPENED_AS else "new"
    return status


def waited(
    story: Story, since: datetime, until: datetime | None, hours: Hours | None
) -> dict[str, Fraction] | None:
    """Of a ticket that events say is solved: how long for the desk, the customer, others."""
    if until is None or not story.has_states or not names_states(story):
        return None
    if min(event["at"] for event in story.events) < since:
        return None
    states = [
        State(one.word, max(one.since, since), min(one.until, until)) for one in states_of(story)
    ]
    kinds: dict[str, Callable[[State], bool]] = {
        "requester_wait": lambda one: one.word != "pending" and not one.is_done,
        "agent_wait": lambda one: one.word == "pending",
        "on_hold": lambda one: one.word == "on_hold",
    }
    return {name: _added_up(filter(fits, states), hours) for name, fits in kinds.items()}


def _added_up(states: Iterable[State], hours: Hours | None) -> Fraction:
    parts = (business(hours, one.since, one.until) for one in states)
    return sum((part for part in parts if part is not None), Fraction(0))
