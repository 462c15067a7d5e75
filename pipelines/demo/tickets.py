"""Tickets: created, assigned, answered, solved, reopened, closed; with priorities and due times."""

from dataclasses import dataclass

import numpy as np

from pipelines.demo.agents import AFTERSALES, Agents
from pipelines.demo.arrays import NEVER, Chance, Flags, Floats, Ints, around, chance
from pipelines.demo.arrivals import OFFICE_WEEK, TICKET_HOURS, arrivals
from pipelines.demo.clock import DAY, HOUR, Clock
from pipelines.demo.roster import Roster, aftersales_crews, into_office_hours, pick

TICKETS_PER_AGENT_DAY = 20
PRIORITIES = ("urgent", "high", "normal", "low")
CHANNELS = ("web", "email", "phone", "chat")
COMPLAINT = 5  # the last category
FIRST_REPLY_DUE = np.array([2.0, 6.0, 12.0, 24.0]) * HOUR
RESOLUTION_DUE = np.array([12.0, 36.0, 72.0, 120.0]) * HOUR
FIRST_REPLY_MEDIAN = np.array([0.35, 1.2, 2.6, 5.0]) * HOUR
RESOLUTION_MEDIAN = np.array([2.5, 6.0, 12.0, 20.0]) * HOUR


@dataclass(frozen=True)
class Tickets:
    """One entry per ticket; `NEVER` where a step was not taken."""

    buyer: Ints
    shop: Ints
    channel: Ints
    category: Ints
    priority_first: Ints
    priority: Ints
    created: Floats
    assigned: Floats
    raised: Floats  # when the priority changed
    first_reply: Floats
    noted: Floats
    customer_wrote: Floats
    next_reply: Floats
    solved_first: Floats
    reopened: Floats
    solved_again: Floats
    closed: Floats
    agent_first: Ints  # assigned to
    agent_reply: Ints  # who replied first; differs after a change of hands
    agent_solve: Ints
    rating: Ints  # -1 not rated, 0 bad, 1 good

    @property
    def count(self) -> int:
        return len(self.created)


def make_tickets(agents: Agents, roster: Roster, clock: Clock, volume: float, buyers: Ints,
                 seed: int) -> Tickets:  # fmt: skip
    """`buyers` are those who may write."""
    rng = chance(seed, "tickets")
    created = _created(agents, clock, volume, rng)
    size = len(created)
    priority_first = np.searchsorted([0.05, 0.25, 0.85], rng.random(size))
    is_raised = rng.random(size) < 0.05
    priority = np.where(is_raised, np.maximum(priority_first - 1, 0), priority_first)
    is_raised &= priority != priority_first
    crews, nobody = aftersales_crews(agents, roster), np.full(size, -1)
    last = clock.days - 1

    def on_duty(at: Floats, wanted: Ints) -> Ints:
        return pick(rng, crews, np.clip(clock.day_of(at), 0, last), wanted)

    assigned = np.floor(into_office_hours(clock, created + around(rng, 240, 0.8, size), rng))
    agent_first = on_duty(assigned, nobody)
    delay = around(rng, FIRST_REPLY_MEDIAN[priority], 0.9, size) * agents.pace[agent_first]
    first_reply = np.floor(into_office_hours(clock, assigned + np.maximum(delay, 60), rng))
    agent_reply = on_duty(first_reply, agent_first)
    work = around(rng, RESOLUTION_MEDIAN[priority], 1.0, size) * agents.pace[agent_reply]
    is_quick = rng.random(size) < 0.3
    done = first_reply + np.where(is_quick, 90, np.maximum(work, 300))
    done = np.where(is_quick, done, into_office_hours(clock, done, rng))
    solved = np.where(rng.random(size) < 0.025, NEVER, np.floor(done))
    known = np.where(np.isfinite(solved), solved, first_reply)
    agent_solve = np.where(is_quick, agent_reply, on_duty(known, agent_reply))
    wrote, replied = _exchange(first_reply, solved, is_quick, rng)
    reopened, solved_again = _reopening(solved, agents.warmth[agent_solve], clock, rng)
    final = np.where(np.isfinite(reopened), solved_again, solved)
    warmth = agents.warmth[agent_solve]
    is_rated = np.isfinite(final) & (rng.random(size) < 0.25)
    return Tickets(
        buyer=buyers[rng.integers(0, len(buyers), size)],
        shop=rng.integers(0, 2, size),
        channel=np.searchsorted([0.4, 0.65, 0.85], rng.random(size)),
        category=np.searchsorted([0.3, 0.52, 0.7, 0.82, 0.94], rng.random(size)),
        priority_first=priority_first,
        priority=priority,
        created=created,
        assigned=assigned,
        raised=np.where(is_raised, assigned + 15, NEVER),
        first_reply=first_reply,
        noted=np.where(rng.random(size) < 0.22, first_reply + 20, NEVER),
        customer_wrote=wrote,
        next_reply=replied,
        solved_first=solved,
        reopened=reopened,
        solved_again=solved_again,
        closed=final + 4 * DAY,
        agent_first=agent_first,
        agent_reply=agent_reply,
        agent_solve=agent_solve,
        rating=np.where(is_rated, rng.random(size) < warmth, -1),
    )


def _created(agents: Agents, clock: Clock, volume: float, rng: Chance) -> Floats:
    mean = TICKETS_PER_AGENT_DAY * int((agents.team == AFTERSALES).sum()) * volume
    days = [
        clock.at(day, arrivals(rng, mean * OFFICE_WEEK[clock.weekday(day)], TICKET_HOURS))
        for day in range(clock.days)
    ]
    return np.floor(np.concatenate(days))


def _exchange(first_reply: Floats, solved: Floats, is_quick: Flags,
              rng: Chance) -> tuple[Floats, Floats]:  # fmt: skip
    """The customer writes once more and is answered before the ticket is solved."""
    size = len(first_reply)
    room = np.where(np.isfinite(solved), solved, first_reply + DAY) - first_reply
    writes = ~is_quick & (room > 240) & (rng.random(size) < 0.5)
    wrote = first_reply + np.floor(room * rng.uniform(0.1, 0.5, size)) + 30
    replied = wrote + np.floor((first_reply + room - wrote) * rng.uniform(0.3, 0.9, size))
    return np.where(writes, wrote, NEVER), np.where(writes, replied, NEVER)


def _reopening(solved: Floats, warmth: Floats, clock: Clock,
               rng: Chance) -> tuple[Floats, Floats]:  # fmt: skip
    size = len(solved)
    comes_back = np.isfinite(solved) & (rng.random(size) < 0.03 + 0.5 * (1 - warmth))
    reopened = np.floor(solved + np.clip(around(rng, 18 * HOUR, 0.8, size), 600, 3 * DAY))
    again = into_office_hours(clock, reopened + around(rng, 5 * HOUR, 0.8, size), rng)
    return np.where(comes_back, reopened, NEVER), np.where(comes_back, np.floor(again), NEVER)
