"""How many agents a half hour of a queue needs, and what to expect of those who were there."""

from dataclasses import dataclass
from math import ceil, floor, inf

from metrics.staffing.erlang import Expected, Traffic, expect

MOST_AGENTS = 5000


@dataclass(frozen=True)
class Promise:
    """What the queue's policy says."""

    formula: str
    within_seconds: float
    short_seconds: float
    target: float


@dataclass(frozen=True)
class Counts:
    """Calls above and below the line of a service level: counted, or expected and so broken."""

    above: float
    below: float

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.above + other.above, self.below + other.below)

    @property
    def level(self) -> float | None:
        return self.above / self.below if self.below else None


NOTHING = Counts(0.0, 0.0)


def counts(promise: Promise, expected: Expected, offered: float) -> Counts:
    """What the policy's formula would count of so many calls."""
    answered, base = expected.answered_within, 1.0
    match promise.formula:
        case "F1" | "aws":
            answered += expected.abandoned_within
        case "F2":
            base = 1 - expected.abandoned
        case "F4":
            base = 1 - expected.abandoned_within
        case "F5":
            answered += expected.short_abandoned
        case "talkdesk":
            base = 1 - expected.short_abandoned
    return Counts(offered * answered, offered * base)


def counts_with(promise: Promise, traffic: Traffic, offered: float, agents: float) -> Counts:
    """The same with a fraction of an agent, between the whole numbers on either side."""
    few, many = (
        _counts(promise, traffic, offered, number) for number in (floor(agents), ceil(agents))
    )
    part = agents - floor(agents)
    return Counts(
        few.above + part * (many.above - few.above), few.below + part * (many.below - few.below)
    )


def required(promise: Promise, traffic: Traffic) -> float:
    """The fewest agents that keep the promise; a fraction, so that sums over queues are not
    rounded up once per queue. Infinite where the promise cannot be kept by fewer than 5000."""
    if not traffic.load:
        return 0.0
    agents = max(ceil(traffic.load), 1)
    while _level(promise, traffic, agents) < promise.target:
        agents += max(1, agents // 50)
        if agents > MOST_AGENTS:
            return inf
    while agents > 0 and _level(promise, traffic, agents - 1) >= promise.target:
        agents -= 1
    if agents == 0:
        return 0.0
    below, above = (_level(promise, traffic, number) for number in (agents - 1, agents))
    return agents - (above - promise.target) / (above - below)


def positions(agents: float, shrinkage: float) -> int:
    """People to plan for, when this share of their paid time is spent elsewhere; rounded once."""
    return ceil(round(agents / (1 - shrinkage), 9))


def _level(promise: Promise, traffic: Traffic, agents: int) -> float:
    return _counts(promise, traffic, 1.0, agents).level or 0.0


def _counts(promise: Promise, traffic: Traffic, offered: float, agents: int) -> Counts:
    expected = expect(traffic, agents, promise.within_seconds, promise.short_seconds)
    return counts(promise, expected, offered)
