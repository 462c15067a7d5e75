"""What a mechanism is given and what it answers: facts, a reading, a mark."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from metrics.label import Label
from metrics.number import Fraction

Value = Fraction | tuple[Fraction, ...] | None


class Earlier(NamedTuple):
    """One value of an earlier period."""

    period: str
    value: Fraction


@dataclass(frozen=True)
class Facts:
    """Everything known of one agent in one period.

    None is an input that has no value (0 of 0); a tuple holds the events or samples of the
    period. `shares` are the weights of the raters, `rated` what each of them gave.
    """

    values: Mapping[str, Value]
    period: str = ""
    earlier: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)
    rated: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    shares: Mapping[str, Fraction] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Reading(NamedTuple):
    """One input's value as a mechanism sees it, with the facts around it."""

    name: str
    value: Fraction
    facts: Facts
    events: tuple[Fraction, ...] = ()

    @property
    def earlier(self) -> tuple[Earlier, ...]:
        return self.facts.earlier.get(self.name, ())

    @property
    def word(self) -> str:
        """The choice that the value stands for; empty where the input is a number."""
        words = self.facts.words.get(self.name, ())
        place = int(self.value) - 1
        return words[place] if 0 <= place < len(words) and place + 1 == self.value else ""


class Next(NamedTuple):
    """The nearest better result: the value it needs and the points it brings."""

    needs: Fraction
    gains: Fraction


class Mark(NamedTuple):
    """Points on the row's own scale, the rule that gave them, and what would bring more."""

    points: Fraction
    rule: str
    next: Next | None = None
    notes: tuple[Label, ...] = ()


class Unmarkable(Exception):
    """This agent's row cannot be marked; the label says why."""

    def __init__(self, reason: Label) -> None:
        super().__init__(reason.en)
        self.reason = reason
