"""Erlang C and Erlang A: a queue with Poisson arrivals, exponential talks and so many agents.

Ours, because pyworkforce, the one library in good repair, needs Python 3.12 and OR-Tools, and
rounds agents up queue by queue; the tests hold these to its published values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, exp, expm1, fsum, inf, log, pi

NEGLIGIBLE = 1e-18


@dataclass(frozen=True)
class Traffic:
    """What comes in: calls per second, seconds per call, and how long callers wait on average."""

    calls_per_second: float
    handle_seconds: float
    patience_seconds: float = inf  # infinite: nobody hangs up, which is Erlang C

    @property
    def load(self) -> float:
        """Erlangs: agents who would be busy if nobody had to wait."""
        return self.calls_per_second * self.handle_seconds


@dataclass(frozen=True)
class Expected:
    """What a queue does in the long run; shares are of all calls offered."""

    agents: int
    is_stable: bool  # else the line grows without end, and waits have no mean
    waiting: float  # share that does not find an agent free
    answered_within: float  # T
    abandoned_within: float  # T
    short_abandoned: float
    abandoned: float
    occupancy: float  # share of the agents' time spent on calls


@cache
def expect(
    traffic: Traffic, agents: int, within_seconds: float, short_seconds: float = 0.0
) -> Expected:
    """Erlang A, or Erlang C where patience is infinite; exact for any number of agents."""
    if traffic.load == 0:
        return Expected(agents, True, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0)
    if agents == 0:
        within, short = (
            -expm1(-at / traffic.patience_seconds) for at in (within_seconds, short_seconds)
        )
        is_stable = traffic.patience_seconds < inf
        return Expected(0, is_stable, 1.0, 0.0, within, short, float(is_stable), 0.0)
    if traffic.patience_seconds == inf:
        return _patient(traffic, agents, within_seconds)
    return _impatient(traffic, agents, within_seconds, short_seconds)


def answer_seconds(traffic: Traffic, agents: int) -> float:
    """Mean wait of answered calls; infinite where the line grows without end."""
    if traffic.load == 0:
        return 0.0
    if agents == 0 or (traffic.patience_seconds == inf and traffic.load >= agents):
        return inf
    if traffic.patience_seconds == inf:
        spare = (agents - traffic.load) / traffic.handle_seconds
        return _patient(traffic, agents, 0.0).waiting / spare
    line = _Line(traffic, agents)
    if line.is_never:
        return 0.0
    gone = fsum(
        mass * (-expm1(-line.leave * at) / line.leave - at * exp(-line.leave * at))
        for at, mass in line.waits()
    )
    mean = line.in_line / traffic.calls_per_second  # of all calls, by Little's law
    return max(mean - gone, 0.0) / (1 - line.abandoned)


def _patient(traffic: Traffic, agents: int, within: float) -> Expected:
    if traffic.load >= agents:
        return Expected(agents, False, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    share = traffic.load / agents
    waiting = 1 / (1 + (1 - share) * (_inverse_blocking(traffic.load, agents) - 1))
    spare = (agents - traffic.load) / traffic.handle_seconds  # how fast the line gets shorter
    in_time = 1 - waiting * exp(-spare * within)
    return Expected(agents, True, waiting, in_time, 0.0, 0.0, 0.0, share)


def _impatient(traffic: Traffic, agents: int, within: float, short: float) -> Expected:
    line = _Line(traffic, agents)
    if line.is_never:
        return Expected(agents, True, 0.0, 1.0, 0.0, 0.0, 0.0, traffic.load / agents)
    answered = 1 - line.abandoned
    served = fsum(mass * exp(-line.leave * at) for at, mass in line.waits_up_to(within))
    return Expected(
        agents=agents,
        is_stable=True,
        waiting=line.waiting,
        answered_within=min(1 - line.waiting + served, answered),
        abandoned_within=line.abandoned_within(within),
        short_abandoned=line.abandoned_within(short),
        abandoned=line.abandoned,
        occupancy=min(traffic.load * answered / agents, 1.0),
    )


class _Line:
    """Birth and death: at rate λ somebody comes; with q waiting, somebody leaves at nμ + qθ."""

    def __init__(self, traffic: Traffic, agents: int) -> None:
        self.arrive, self.leave = traffic.calls_per_second, 1 / traffic.patience_seconds
        self.serve = agents / traffic.handle_seconds
        self.rate = self.serve + self.arrive + self.leave  # how fast anything changes
        weights = list(_queue_weights(self.arrive, self.serve, self.leave))
        highest = max(weights)
        scaled = [exp(weight - highest) for weight in weights]
        # all states without a line, over the fullest of them
        below = _inverse_blocking(traffic.load, agents) - 1
        total = fsum(scaled) + below * exp(-highest)
        self.is_never = total == inf
        if self.is_never:
            return
        self.waiting = fsum(scaled) / total
        self.in_line = fsum(place * weight for place, weight in enumerate(scaled)) / total
        self.abandoned = min(self.leave * self.in_line / self.arrive, 1.0)
        self.full = -highest - log(total)  # logarithm of: all are busy and nobody waits

    def abandoned_within(self, seconds: float) -> float:
        """Those served sooner had less time to hang up than the others."""
        waits = list(self.waits_up_to(seconds))
        sooner = fsum(mass * -expm1(-self.leave * at) for at, mass in waits)
        longer = max(self.waiting - fsum(mass for _, mass in waits), 0.0)
        return min(sooner + longer * -expm1(-self.leave * seconds), self.abandoned)

    def waits_up_to(self, seconds: float) -> Iterator[tuple[float, float]]:
        """Waits that callers of endless patience would have, with the share of each."""
        for at, size in _nodes(0.0, seconds, self.rate):
            yield at, size * exp(self._log_density(at))

    def waits(self) -> Iterator[tuple[float, float]]:
        """All of them, until longer ones no longer matter."""
        start, length = 0.0, 16 / self.rate
        peak = max(log(self.arrive / self.serve) / self.leave, 0.0)
        least = self._log_density(peak) + log(NEGLIGIBLE)
        while start < peak or self._log_density(start) > least:
            for at, size in _nodes(start, start + length, self.rate):
                yield at, size * exp(self._log_density(at))
            start += length

    def _log_density(self, at: float) -> float:
        gained = self.arrive / self.leave * -expm1(-self.leave * at)
        return log(self.serve) + self.full + gained - self.serve * at


def _inverse_blocking(load: float, agents: int) -> float:
    """1 / Erlang B, by its recursion, which never subtracts; infinite where B is below 1e-308."""
    inverse = 1.0
    for number in range(1, agents + 1):
        inverse = 1 + inverse * number / load
    return inverse


def _queue_weights(arrive: float, serve: float, leave: float) -> Iterator[float]:
    """Logarithms of the states with all agents busy and 0, 1, 2 … callers in line."""
    weight, highest, place = 0.0, 0.0, 0
    while weight - highest > log(NEGLIGIBLE):
        yield weight
        place += 1
        weight += log(arrive) - log(serve + place * leave)
        highest = max(highest, weight)


def _nodes(start: float, end: float, rate: float) -> Iterator[tuple[float, float]]:
    """Gauss–Legendre points and their sizes, in pieces short enough for an exponential."""
    pieces = 1 + int((end - start) * rate / 8)
    half = (end - start) / pieces / 2
    for piece in range(pieces):
        middle = start + (2 * piece + 1) * half
        for point, size in LEGENDRE:
            yield middle + half * point, half * size


def _legendre(degree: int) -> tuple[tuple[float, float], ...]:
    found = []
    for number in range(degree):
        x = cos(pi * (number + 0.75) / (degree + 0.5))
        for _ in range(50):
            below, value = 1.0, x
            for k in range(2, degree + 1):
                below, value = value, ((2 * k - 1) * x * value - (k - 1) * below) / k
            slope = degree * (x * value - below) / (x * x - 1)
            x -= value / slope
        found.append((x, 2 / ((1 - x * x) * slope * slope)))
    return tuple(found)


LEGENDRE = _legendre(16)
