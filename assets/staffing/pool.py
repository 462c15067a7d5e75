"""Queues that share their agents are one line: an agent is not there twice."""

from collections import defaultdict
from collections.abc import Iterable

A_PART = 0.05  # of an agent's time: below it, the other queue is an exception
MOST = 0.5  # of a queue's time


def pools(spent: Iterable[tuple[str, str, float]]) -> dict[str, str]:
    """The pool of each queue, from (queue, agent, seconds): named by its queues.

    Two queues are one line where most of the time of either is spent by agents who give a part
    of theirs to the other.
    """
    of_queue: defaultdict[str, dict[str, float]] = defaultdict(dict)
    of_agent: defaultdict[str, float] = defaultdict(float)
    for queue, agent, seconds in spent:
        of_queue[queue][agent] = seconds
        of_agent[agent] += seconds
    joined = {queue: {queue} for queue in of_queue}
    for one in sorted(of_queue):
        for other in sorted(of_queue):
            if one != other and _shares(of_queue[one], of_queue[other], of_agent):
                together = joined[one] | joined[other]
                for queue in together:
                    joined[queue] = together
    return {queue: " + ".join(sorted(together)) for queue, together in joined.items()}


def _shares(one: dict[str, float], other: dict[str, float], whole: dict[str, float]) -> bool:
    both = (
        seconds for agent, seconds in one.items() if other.get(agent, 0.0) > A_PART * whole[agent]
    )
    total = sum(one.values())
    return total > 0 and sum(both) >= MOST * total
