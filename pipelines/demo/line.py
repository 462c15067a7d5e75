"""A waiting line served first come, first served, by several agents with callers who give up."""

from dataclasses import dataclass

import numpy as np

from pipelines.demo.arrays import NEVER, Flags, Floats, Ints


@dataclass(frozen=True)
class Stints:
    """Uninterrupted pieces of work: one row per day, one column per piece; `NEVER` where none."""

    agent: Ints  # by column
    start: Floats
    end: Floats
    pace: Floats


@dataclass(frozen=True)
class Callers:
    """One row per day, one column per caller in order of arrival; `NEVER` pads short days."""

    arrival: Floats
    patience: Floats
    ring: Floats
    talk: Floats
    wrap: Floats


@dataclass(frozen=True)
class Served:
    """What became of each caller."""

    agent: Ints  # -1 when nobody answered
    answered: Floats  # second of the day, ring included
    pace: Floats


def serve(callers: Callers, stints: Stints) -> Served:
    """All days run side by side, caller by caller: the loop is as long as the busiest day."""
    days, count = callers.arrival.shape
    agent = np.full((days, count), -1)
    answered = np.full((days, count), NEVER)
    pace = np.ones((days, count))
    free, rows = stints.start.copy(), np.arange(days)
    for one in range(count if len(stints.agent) else 0):
        arrival = callers.arrival[:, one]
        free[stints.end <= arrival[:, None]] = NEVER
        chosen = free.argmin(axis=1)
        connect = np.maximum(free[rows, chosen], arrival) + callers.ring[:, one]
        speed = stints.pace[rows, chosen]
        taken = _is_taken(connect, arrival, callers.patience[:, one], stints.end[rows, chosen])
        busy = (callers.talk[:, one] + callers.wrap[:, one]) * speed
        took = np.flatnonzero(taken)
        free[took, chosen[took]] = connect[took] + busy[took] + 1
        agent[took, one] = stints.agent[chosen[took]]
        answered[took, one] = connect[took]
        pace[took, one] = speed[took]
    return Served(agent, answered, pace)


def _is_taken(connect: Floats, arrival: Floats, patience: Floats, end: Floats) -> Flags:
    in_time = np.isfinite(connect) & (connect < end)
    waited = np.where(in_time, connect, 0) - np.where(in_time, arrival, 0)
    return np.asarray(in_time & (waited <= patience))
