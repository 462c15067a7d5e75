"""One process of a bench: what its work took, as it says itself, and what it cost in memory."""

import sys
from dataclasses import dataclass

from tests.bench.cost import cost_of


@dataclass(frozen=True)
class Work:
    """Seconds of the work itself, without the start of the process, which counts in the rest.

    Neighbours on the machine stretch seconds by the clock more than those of processors.
    """

    seconds: float
    processor_seconds: float
    megabytes: float
    count: int


def work_of(command: list[str]) -> Work:
    cost, printed = cost_of(command)
    seconds, count = printed.split()
    return Work(float(seconds), cost.processor_seconds, cost.megabytes, int(count))


def python(module: str, *words: str) -> list[str]:
    return [sys.executable, "-m", f"tests.bench.{module}", *words]
