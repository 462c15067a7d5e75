"""One process of a bench: what its work took, as it says itself, and what it cost in memory."""

import statistics
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


HEAD = f"{'seconds':>9}{'ratio':>8}{'of CPUs':>9}{'ratio':>8}{'peak MB':>9}"


def row(works: list[Work], baselines: list[Work]) -> str:
    """Medians of both kinds of seconds, each with its ratio to the baseline's, and peak memory."""
    columns = ""
    for time in ("seconds", "processor_seconds"):
        taken, scale = (
            statistics.median(getattr(work, time) for work in many) for many in (works, baselines)
        )
        columns += f"{taken:9.2f}{taken / scale:8.2f}"
    return f"{columns}{max(work.megabytes for work in works):9.0f}"
