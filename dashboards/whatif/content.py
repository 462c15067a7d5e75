"""What a what-if page is made from: outcomes, a sweep, groups and ranks, and how it was asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.fairness import Dimension, Shuffles
from metrics.label import Language
from metrics.number import Fraction
from metrics.outcome import Outcome
from metrics.outcome_sums import Sums
from metrics.scheme import Scheme
from metrics.stability import Stability


@dataclass(frozen=True)
class Curve:
    """What every value of a swept place would cost; `today` is what holds there now."""

    name: str
    today: str | None
    points: tuple[tuple[str, Sums], ...]


@dataclass(frozen=True)
class WhatIf:
    """`names` are people's, by agent; `new_total` where changed weights add up otherwise."""

    desk: str
    language: Language
    currency: str
    scheme: Scheme
    instead_of: str
    periods: tuple[str, ...]
    changes: tuple[str, ...]
    new_total: Fraction | None
    outcomes: tuple[Outcome, ...]
    names: Mapping[str, str]
    curve: Curve | None
    fairness: tuple[Dimension, ...]
    shuffles: Shuffles
    stability: tuple[Stability, ...]

    def named(self, agent_id: str) -> str:
        name = self.names.get(agent_id)
        return f"{agent_id} {name}" if name and name != agent_id else agent_id

    def sheet(self, one: Outcome) -> str:
        """The agent; with the period where there are many."""
        who = self.named(one.agent_id)
        return who if len(self.periods) == 1 else f"{who} {one.period}"

    @property
    def shown(self) -> list[Outcome]:
        """The sheets that the scheme makes, and those of others that change with them."""
        return [
            one
            for one in self.outcomes
            if one.now.statement.scheme == self.scheme.id or one.is_changed
        ]
