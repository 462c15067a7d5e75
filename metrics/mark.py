"""What a mechanism is given and what it answers: facts, a reading, a mark."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from metrics.label import Label


@dataclass(frozen=True)
class Facts:
    """Everything known of one agent in one period; None is an input that has no value (0 of 0)."""

    values: Mapping[str, Fraction | None]
    earlier: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """One input's value as a mechanism sees it; `earlier` are its values in the periods before."""

    name: str
    value: Fraction
    facts: Facts

    @property
    def earlier(self) -> tuple[Fraction, ...]:
        return self.facts.earlier.get(self.name, ())


@dataclass(frozen=True)
class Next:
    """The nearest better result: the value it needs and the points it brings."""

    needs: Fraction
    gains: Fraction


@dataclass(frozen=True)
class Mark:
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
