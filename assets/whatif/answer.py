"""All that one question asks: the simulation, a sweep beside it, and what scores depend on."""

from collections.abc import Callable
from dataclasses import dataclass

from assets.whatif.fairness import fairness
from assets.whatif.simulate import Simulation, Simulator
from assets.whatif.stability import Draws, stability
from assets.whatif.sweep import Run, swept
from metrics.fairness import Dimension
from metrics.stability import Stability
from metrics.sweep import Sweep

Told = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Asked:
    """Changes hold for everything; a sweep goes on from them."""

    changes: tuple[str, ...] = ()
    sweep: Sweep | None = None
    fairness: bool = False
    draws: Draws | None = None


@dataclass(frozen=True)
class Swept:
    """`today` is what holds at the swept place until somebody changes it."""

    sweep: Sweep
    runs: tuple[Run, ...]
    today: str | None


@dataclass(frozen=True)
class Answer:
    """None and empty where it was not asked."""

    simulation: Simulation
    swept: Swept | None
    fairness: tuple[Dimension, ...]
    stability: tuple[Stability, ...]


def answer(simulator: Simulator, asked: Asked, told: Told) -> Answer:
    found = simulator.run(asked.changes)
    return Answer(
        found,
        _swept(simulator, asked, told),
        fairness(simulator.connection, simulator.desk, found) if asked.fairness else (),
        stability(simulator, asked.changes, asked.draws, told) if asked.draws else (),
    )


def _swept(simulator: Simulator, asked: Asked, told: Told) -> Swept | None:
    if asked.sweep is None:
        return None
    runs = swept(simulator, asked.changes, asked.sweep, told)
    return Swept(asked.sweep, tuple(runs), simulator.today(asked.sweep.name))
