"""Who works when, and how well that day goes: shifts, days off, leave, learning and bad days."""

from dataclasses import dataclass

import numpy as np

from pipelines.demo.agents import AFTERSALES, HOTLINE, Agents
from pipelines.demo.arrays import NEVER, Chance, Flags, Floats, Ints, chance
from pipelines.demo.clock import HOUR, Clock

# Seconds of the day at which the early and the late shift start, by team.
SHIFT_STARTS = np.array([[8.5, 15.0], [8.5, 15.0], [9.0, 12.0], [8.0, 12.5]]) * HOUR
SHIFT_SECONDS = 8.5 * HOUR
BREAK_SECONDS = 0.75 * HOUR
BREAKS_AFTER = np.array([2.5, 3.25, 4.0, 4.75]) * HOUR  # one after the other, not all at once
MIDDLE_SHIFT = 9.5 * HOUR  # of the hotline agents who take complaints


@dataclass(frozen=True)
class Roster:
    """One row per day, one column per agent."""

    is_on_duty: Flags
    is_on_leave: Flags
    starts: Floats  # second of the day
    pace: Floats  # multiplies the times an agent takes on that day
    takes_complaints: Flags  # by agent

    @property
    def ends(self) -> Floats:
        return self.starts + SHIFT_SECONDS

    @property
    def breaks(self) -> Floats:
        turn = np.arange(self.starts.shape[1]) // 2 % len(BREAKS_AFTER)  # both shifts take turns
        return np.asarray(self.starts + BREAKS_AFTER[turn])

    def at_work(self, day: int, seconds_of_day: Floats) -> Flags:
        """One row per moment of the day, one column per agent."""
        moment = seconds_of_day[:, None]
        here = (self.starts[day] <= moment) & (moment < self.ends[day])
        resting = (self.breaks[day] <= moment) & (moment < self.breaks[day] + BREAK_SECONDS)
        return np.asarray(self.is_on_duty[day] & here & ~resting)


def make_roster(agents: Agents, clock: Clock, seed: int) -> Roster:
    rng = chance(seed, "roster")
    days = np.arange(clock.days)
    planned = _planned(agents, clock)
    on_leave = planned & (rng.random(planned.shape) < 0.012)
    on_duty = _never_alone(agents, planned & ~on_leave, planned)
    team = np.stack([agents.team_on(int(day)) for day in days])
    complaints = _takes_complaints(agents)
    week = (days[:, None] + clock.weekday(0)) // 7
    shift = (week + np.arange(agents.count)) % 2
    starts = SHIFT_STARTS[team, shift]
    starts[:, complaints] = MIDDLE_SHIFT
    return Roster(on_duty, on_leave & ~on_duty, starts, _pace(agents, days, rng), complaints)


def pick(rng: Chance, crews: Flags, crew: Ints, wanted: Ints) -> Ints:
    """Per row one agent of its crew: the one who is wanted, where that one is in it; else -1."""
    sizes = crews.sum(axis=1)
    members = np.append(np.nonzero(crews)[1], -1)
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    drawn = first[crew] + (rng.random(len(crew)) * sizes[crew]).astype(np.int64)
    chosen = np.where(sizes[crew] > 0, members[np.minimum(drawn, len(members) - 1)], -1)
    fits = (wanted >= 0) & crews[crew, np.clip(wanted, 0, None)]
    return np.where(fits, wanted, chosen)


def aftersales_crews(agents: Agents, roster: Roster) -> Flags:
    """One crew per day: the after-sales agents who work on it."""
    return np.asarray(roster.is_on_duty & (agents.team == AFTERSALES))


def into_office_hours(clock: Clock, at: Floats, rng: Chance) -> Floats:
    """Work that would fall into the night happens the next morning."""
    known = np.isfinite(at)
    moment = np.where(known, at, clock.midnights[0])
    day, second = clock.day_of(moment), clock.second_of_day(moment)
    morning = (9 + 1.5 * rng.random(len(at))) * HOUR
    early, late = clock.at(day, morning), clock.at(day + 1, morning)
    moved = np.where(second < 9 * HOUR, early, np.where(second > 21 * HOUR, late, moment))
    return np.where(known, moved, NEVER)


def _planned(agents: Agents, clock: Clock) -> Flags:
    """Five days a week; the two days off move through the week from one agent to the next."""
    weekdays = np.array([clock.weekday(day) for day in range(clock.days)])[:, None]
    number = np.arange(agents.count)[None, :]
    off = (weekdays == 2 * number % 7) | (weekdays == (2 * number + 3) % 7)
    here = np.stack([agents.here_on(day) for day in range(clock.days)])
    return np.asarray(here & ~off)


def _never_alone(agents: Agents, on_duty: Flags, planned: Flags) -> Flags:
    """A team never stays empty: then everybody who was planned comes, or its first agent."""
    covered = on_duty.copy()
    for day in range(len(covered)):
        team = agents.team_on(day)
        for one in range(HOTLINE + 1):
            members = np.flatnonzero((team == one) & agents.here_on(day))
            if len(members) and not covered[day, members].any():
                covered[day, members] = planned[day, members]
                covered[day, members[0]] = True
    return covered


def _takes_complaints(agents: Agents) -> Flags:
    hotliners = np.flatnonzero(agents.team == HOTLINE)
    chosen = np.zeros(agents.count, dtype=np.bool_)
    if len(hotliners) > 3:
        chosen[hotliners[-(len(hotliners) // 4) :]] = True
    return chosen


def _pace(agents: Agents, days: Ints, rng: Chance) -> Floats:
    """New people are slower and learn within weeks; everybody has a bad day now and then."""
    tenure = np.clip(days[:, None] - agents.hired[None, :], 0, None)
    learning = 1 + 0.5 * np.exp(-tenure / 25)
    shape = (len(days), agents.count)
    bad_day = np.where(rng.random(shape) < 0.07, rng.uniform(1.25, 1.7, shape), 1.0)
    wobble = np.exp(0.06 * rng.standard_normal(shape))
    return np.asarray(agents.pace * learning * bad_day * wobble)
