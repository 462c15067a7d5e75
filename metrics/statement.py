"""A statement: one agent's score in one period with every point explained."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metrics.exact import ends, plain, shown
from metrics.label import Label, Language
from metrics.mark import Next


@dataclass(frozen=True)
class ScoredLine:
    """`points` None: the row has no value and was left out; `next.gains` are weighted points."""

    line: str
    label: Label
    input: str
    rule: str
    points: Fraction | None
    full: Fraction
    weight: Fraction
    weighted: Fraction | None
    next: Next | None = None
    notes: tuple[Label, ...] = ()

    def as_json(self) -> dict[str, Any]:
        after = self.next and {"needs": plain(self.next.needs), "gains": plain(self.next.gains)}
        return {
            "line": self.line,
            "input": self.input,
            "rule": self.rule,
            **_number("points", self.points),
            **_number("weight", self.weight),
            **_number("weighted", self.weighted),
            "next": after,
        }


@dataclass(frozen=True)
class Raised:
    """A flag for a person to look at."""

    id: str
    text: Label


@dataclass(frozen=True)
class Statement:
    """`problem` says why there is no score; then everything else is empty."""

    agent_id: str
    period: str
    scheme: str
    group: str = ""
    score: Fraction | None = None
    grade: str | None = None
    rank: int | None = None
    ranked: int | None = None
    pay: dict[str, Decimal] = field(default_factory=dict)
    lines: tuple[ScoredLine, ...] = ()
    flags: tuple[Raised, ...] = ()
    assumed: tuple[str, ...] = ()
    problem: Label | None = None

    def as_json(self, language: Language) -> dict[str, Any]:
        """As the command line promises it; numbers are exact text."""
        answer: dict[str, Any] = {
            "agent_id": self.agent_id,
            "period": self.period or None,
            "scheme": self.scheme,
            **_number("score", self.score),
            "grade": self.grade,
            "pay": {name: f"{amount:f}" for name, amount in self.pay.items()},
            "lines": [line.as_json() for line in self.lines],
            "flags": [{"id": flag.id, "text": flag.text.in_(language)} for flag in self.flags],
            "assumed": list(self.assumed),
        }
        return answer if self.problem is None else answer | {"problem": self.problem.in_(language)}


def _number(name: str, number: Fraction | None) -> dict[str, str | None]:
    """Exact; one whose digits never end has a rounded companion for reading."""
    if number is None:
        return {name: None}
    exact: dict[str, str | None] = {name: plain(number)}
    return exact if ends(number) else {**exact, f"{name}_shown": shown(number)}
