"""One input of one agent in one period, and a fault found in it."""

from dataclasses import dataclass
from typing import NamedTuple

from metrics.label import Label
from metrics.number import Fraction


class Entry(NamedTuple):
    """`value` None means 0 of 0: there is a row, but nothing to divide by.

    `word` is a choice or a yes as it was written; then there is no number.
    """

    agent_id: str
    input: str
    value: Fraction | None
    period: str = ""
    group: str = ""
    rater: str = ""
    line: int | None = None
    word: str = ""


@dataclass(frozen=True)
class Fault:
    """A mistake in the inputs; it keeps its agent from being scored, and nobody else."""

    text: Label
    agent_id: str = ""
    period: str = ""
    line: int | None = None
