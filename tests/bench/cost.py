"""What a whole process costs: seconds by the clock and of processors, and peak memory."""

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO


@dataclass(frozen=True)
class Cost:
    seconds: float
    processor_seconds: float
    megabytes: float


def cost_of(command: list[str], accepted: tuple[int, ...] = (0,)) -> tuple[Cost, str]:
    """The cost of the process from start to end, and what it printed."""
    began = time.monotonic()
    with TemporaryFile() as printed, TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=printed, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        busy = usage.ru_utime + usage.ru_stime
        cost = Cost(time.monotonic() - began, busy, usage.ru_maxrss / 1024)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in accepted:
            said = _text(errors)[-2000:]
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
        return cost, _text(printed)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def median_of(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.seconds for cost in costs),
        statistics.median(cost.processor_seconds for cost in costs),
        statistics.median(cost.megabytes for cost in costs),
    )
