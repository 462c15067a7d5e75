"""Phone calls: three queues, two crews, callers with patience, transfers to complaints."""

from dataclasses import dataclass, replace

import numpy as np

from pipelines.demo.agents import HOTLINE, Agents
from pipelines.demo.arrays import NEVER, Chance, Flags, Floats, Ints, around, chance
from pipelines.demo.arrivals import CALL_HOURS, CALLING_WEEK, COMPLAINT_HOURS, arrivals
from pipelines.demo.clock import HOUR, Clock
from pipelines.demo.line import Callers, Served, Stints, serve
from pipelines.demo.roster import BREAK_SECONDS, Roster

CALLS_PER_AGENT_DAY = 46
QUEUES = ("hotline", "vip", "complaints")
ANY, VIP, COMPLAINTS = range(3)
VIP_SHARE, COMPLAINT_SHARE, TRANSFER_SHARE = 0.12, 0.06, 0.03
VIP_HEAD_START = 60  # seconds of arrival that a VIP is ahead of the others
CALLS_BEFORE_A_REPEAT = 300


@dataclass(frozen=True)
class Calls:
    """One entry per call leg, in no particular order."""

    call: Ints  # legs of one call share it
    queue: Ints
    caller: Ints  # 0 to 9999, the end of an invented number
    entered: Floats
    connected: Floats  # NEVER when abandoned
    left: Floats  # talk over, or hung up while waiting
    wrapped: Floats
    agent: Ints
    ring: Floats
    is_by_agent: Flags  # who hung up
    is_passed_on: Flags
    mark: Ints  # answer to the survey: -1 not sent, 0 not answered, 1 to 5

    @property
    def count(self) -> int:
        return len(self.call)

    def picked(self, rows: Ints) -> "Calls":
        return Calls(**{name: values[rows] for name, values in vars(self).items()})


@dataclass(frozen=True)
class _Asked:
    """Calls as callers make them, before anybody answers."""

    call: Ints
    day: Ints
    second: Floats
    queue: Ints
    caller: Ints


def make_calls(agents: Agents, roster: Roster, clock: Clock, volume: float, seed: int) -> Calls:
    rng = chance(seed, "calls")
    asked = _asked(agents, roster, clock, volume, rng)
    seats = max(1, round(volume))
    is_complaint = asked.queue == COMPLAINTS
    first = _answer(_only(asked, ~is_complaint), agents, roster, clock, ~roster.takes_complaints,
                    seats, rng)  # fmt: skip
    if not roster.takes_complaints.any():
        first = replace(first, is_passed_on=np.zeros(first.count, dtype=np.bool_))
    passed = first.is_passed_on
    again = _Asked(
        call=first.call[passed],
        day=clock.day_of(first.left[passed]),
        second=clock.second_of_day(first.left[passed]),
        queue=np.full(passed.sum(), COMPLAINTS),
        caller=first.caller[passed],
    )
    second = _answer(_joined(_only(asked, is_complaint), again), agents, roster, clock,
                     roster.takes_complaints, seats, rng)  # fmt: skip
    fields = vars(first).keys()
    both = {name: np.concatenate([getattr(first, name), getattr(second, name)]) for name in fields}
    return Calls(**both)


def _asked(agents: Agents, roster: Roster, clock: Clock, volume: float, rng: Chance) -> _Asked:
    hotliners = int((agents.team == HOTLINE).sum())
    mean = CALLS_PER_AGENT_DAY * hotliners * volume
    complaints = COMPLAINT_SHARE if roster.takes_complaints.any() else 0.0
    days: list[Ints] = []
    seconds: list[Floats] = []
    queues: list[Ints] = []
    for day in range(clock.days):
        today = mean * CALLING_WEEK[clock.weekday(day)]
        plain = arrivals(rng, today * (1 - complaints), CALL_HOURS)
        angry = arrivals(rng, today * complaints, COMPLAINT_HOURS)
        seconds += [plain, angry]
        days.append(np.full(len(plain) + len(angry), day))
        vip = np.where(rng.random(len(plain)) < VIP_SHARE, VIP, ANY)
        queues += [vip, np.full(len(angry), COMPLAINTS)]
    number = np.arange(sum(len(one) for one in days))
    repeat = (rng.random(len(number)) < 0.09) & (number > CALLS_BEFORE_A_REPEAT)
    back = rng.integers(1, CALLS_BEFORE_A_REPEAT * 8, len(number))
    caller = np.where(repeat, np.maximum(number - back, 0), number) % 10_000
    return _Asked(
        number, np.concatenate(days), np.concatenate(seconds), np.concatenate(queues), caller
    )


def _answer(asked: _Asked, agents: Agents, roster: Roster, clock: Clock, crew: Flags,
            seats: int, rng: Chance) -> Calls:  # fmt: skip
    """Puts the calls into the line of a crew and writes down what became of them."""
    ahead = np.where(asked.queue == VIP, VIP_HEAD_START, 0)
    asked = _picked(asked, np.lexsort((asked.second - ahead, asked.day)))
    callers = _callers(asked, rng)
    row, column = asked.day, _place_in_day(asked.day)
    square = {
        name: np.full((clock.days, int(column.max(initial=-1)) + 1), NEVER)
        for name in vars(callers)
    }
    for name, values in vars(callers).items():
        square[name][row, column] = values
    served = serve(Callers(**square), _stints(agents, roster, crew, seats))
    flat = Served(**{name: values[row, column] for name, values in vars(served).items()})
    return _written_down(asked, callers, flat, agents, clock, rng)


def _callers(asked: _Asked, rng: Chance) -> Callers:
    """Some hang up at once; the others wait for minutes."""
    size, queue = len(asked.queue), asked.queue
    hangs_up = rng.random(size) < 0.035
    waits = 6 + rng.exponential(np.array([240, 200, 300])[queue])
    talk = around(rng, np.array([104.0, 122.0, 170.0])[queue], 0.7, size)
    return Callers(
        arrival=asked.second,
        patience=np.where(hangs_up, rng.uniform(1, 5, size), waits),
        ring=rng.uniform(2, 6, size),
        talk=np.clip(talk, 8, 1500),
        wrap=np.clip(around(rng, 22, 0.6, size), 3, 240),
    )


def _written_down(asked: _Asked, callers: Callers, served: Served, agents: Agents, clock: Clock,
                  rng: Chance) -> Calls:  # fmt: skip
    agent, pace, size = served.agent, served.pace, len(served.agent)
    answered = agent >= 0
    connected = np.where(answered, served.answered, 0)
    left = np.where(answered, connected + callers.talk * pace, asked.second + callers.patience)
    passed = answered & (asked.queue != COMPLAINTS) & (rng.random(size) < TRANSFER_SHARE)
    passed &= (left > 10 * HOUR) & (left < 17.5 * HOUR)
    warmth = agents.warmth[np.clip(agent, 0, None)]
    marks = np.where(rng.random(size) < warmth, rng.integers(4, 6, size), rng.integers(1, 4, size))
    sent, rated = rng.random(size) < 0.7, rng.random(size) < 0.3
    mark = np.where(answered & ~passed & sent, np.where(rated, marks, 0), -1)
    whole = np.floor  # one rounding for all, so that no two calls of an agent overlap
    return Calls(
        call=asked.call,
        queue=asked.queue,
        caller=asked.caller,
        entered=whole(clock.at(asked.day, asked.second)),
        connected=np.where(answered, whole(clock.at(asked.day, connected)), NEVER),
        left=whole(clock.at(asked.day, left)),
        wrapped=np.where(answered, whole(clock.at(asked.day, left + callers.wrap * pace)), NEVER),
        agent=agent,
        ring=callers.ring,
        is_by_agent=rng.random(size) < 0.3,
        is_passed_on=passed,
        mark=mark,
    )


def _stints(agents: Agents, roster: Roster, crew: Flags, seats: int) -> Stints:
    """Before and after the break; a busier desk gives every agent several seats."""
    who = np.flatnonzero((agents.team == HOTLINE) & crew)
    on_duty = roster.is_on_duty[:, who]
    starts = np.where(on_duty, roster.starts[:, who], NEVER)
    breaks = np.where(on_duty, roster.breaks[:, who], NEVER)
    ends = np.where(on_duty, roster.ends[:, who], NEVER)
    pace = roster.pace[:, who]
    return Stints(
        agent=np.tile(who, 2 * seats),
        start=np.tile(np.hstack([starts, breaks + BREAK_SECONDS]), seats),
        end=np.tile(np.hstack([breaks, ends]), seats),
        pace=np.tile(np.hstack([pace, pace]), seats),
    )


def _place_in_day(day: Ints) -> Ints:
    """Number of the call within its day, for days that stand in order."""
    new_day = np.concatenate([[True], day[1:] != day[:-1]]) if len(day) else np.zeros(0, np.bool_)
    starts = np.flatnonzero(new_day)
    lengths = np.diff(np.append(starts, len(day)))
    return np.arange(len(day)) - np.repeat(starts, lengths)


def _only(asked: _Asked, wanted: Flags) -> _Asked:
    return _picked(asked, np.flatnonzero(wanted))


def _picked(asked: _Asked, rows: Ints) -> _Asked:
    return _Asked(**{name: values[rows] for name, values in vars(asked).items()})


def _joined(one: _Asked, other: _Asked) -> _Asked:
    fields = vars(one).keys()
    return _Asked(**{n: np.concatenate([getattr(one, n), getattr(other, n)]) for n in fields})
