"""A scheme scored once per value of a sweep, over one ground."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assets.whatif.simulate import Simulation, Simulator
from metrics.outcome import Crossing
from metrics.sweep import Sweep

Told = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Run:
    """What one value would have brought."""

    value: str
    found: Simulation


def swept(simulator: Simulator, changes: Sequence[str], sweep: Sweep, told: Told) -> list[Run]:
    """The other changes hold for every value."""
    runs = []
    for place, (value, change) in enumerate(zip(sweep.values, sweep.changes, strict=True)):
        told(change, place, len(sweep.values))
        runs.append(Run(value, simulator.run([*changes, change])))
    return runs


def crossed_at(runs: Sequence[Run]) -> dict[tuple[str, str, str, Crossing], list[str]]:
    """Period, team, agent and crossing, with the values that bring it about."""
    found: dict[tuple[str, str, str, Crossing], list[str]] = {}
    for run in runs:
        for one in run.found.outcomes:
            for crossing in one.crossings:
                key = (one.period, one.team, one.agent_id, crossing)
                found.setdefault(key, []).append(run.value)
    return found
