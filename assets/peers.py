"""Measured values beside what they become when drawn towards the mean of their peers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metrics.documents import Problem
from metrics.question import Question
from metrics.shrinkage import Shrunk, shrink

if TYPE_CHECKING:
    from metrics.measured import Measured


def drawn(measured: Sequence["Measured"], question: Question) -> list[Shrunk | None]:
    """One per row; the peers of an agent are those whose other names are the same."""
    if "agent" not in question.by:
        raise Problem('Values are drawn towards those of peers: list them by "agent".')
    peers: dict[tuple[object, ...], list[int]] = {}
    for place, one in enumerate(measured):
        others = tuple(pair for pair in one.names if pair[0] != "agent")
        if dict(one.names)["agent"] is not None:
            peers.setdefault((one.kpi.id, others), []).append(place)
    found: list[Shrunk | None] = [None] * len(measured)
    for places in peers.values():
        for place, shrunk in zip(places, shrink([measured[at] for at in places]), strict=True):
            found[place] = shrunk
    return found
