"""A statement: one agent's score in one period with every point explained."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from metrics.exact import ends, plain, shown
from metrics.label import Label, Language
from metrics.mark import Next
from metrics.number import Fraction

State = Literal["scored", "incomplete", "not_appraised", "not_acknowledged"]


class ScoredLine(NamedTuple):
    """`points` None: the row has no value and was left out; `next.gains` are weighted points.

    `weight` 0: the points count as they are, outside the weights.
    """

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
    block: str | None = None

    def as_json(self) -> dict[str, Any]:
        after = self.next and {"needs": plain(self.next.needs), "gains": plain(self.next.gains)}
        answer = {
            "line": self.line,
            "input": self.input,
            "rule": self.rule,
            **_number("points", self.points),
            **_number("weight", self.weight),
            **_number("weighted", self.weighted),
            "next": after,
        }
        return answer if self.block is None else answer | {"block": self.block}


class Raised(NamedTuple):
    """A flag for a person to look at."""

    id: str
    text: Label


@dataclass(frozen=True)
class Statement:
    """`problem` says why there is no score; then most else is empty.

    `blocks` are subtotals and ledgers, `figures` what was worked out before marking, `results`
    everything that later formulas name: points of lines, awards and flags as 1 or 0.
    """

    agent_id: str
    period: str
    scheme: str
    group: str = ""
    state: State = "scored"
    score: Fraction | None = None
    grade: str | None = None
    level: str | None = None
    rank: int | None = None
    ranked: int | None = None
    pay: dict[str, Decimal] = field(default_factory=dict)
    lines: tuple[ScoredLine, ...] = ()
    blocks: dict[str, Fraction] = field(default_factory=dict)
    figures: dict[str, Fraction] = field(default_factory=dict)
    awards: tuple[str, ...] = ()
    flags: tuple[Raised, ...] = ()
    assumed: tuple[str, ...] = ()
    summary: str | None = None
    longer: tuple["Statement", ...] = ()  # of windows that end with the period
    problem: Label | None = None

    @property
    def is_scored(self) -> bool:
        return self.problem is None

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
        return answer | self._more(language)

    def _more(self, language: Language) -> dict[str, Any]:
        """What only some documents have."""
        more: dict[str, Any] = {
            "level": self.level,
            "blocks": {name: plain(number) for name, number in self.blocks.items()},
            "figures": {name: plain(number) for name, number in self.figures.items()},
            "awards": list(self.awards),
            "summary": self.summary,
            "state": self.state if self.state != "scored" else None,
            "problem": self.problem.in_(language) if self.problem else None,
        }
        return {name: value for name, value in more.items() if value}


def _number(name: str, number: Fraction | None) -> dict[str, str | None]:
    """Exact; one whose digits never end has a rounded companion for reading."""
    if number is None:
        return {name: None}
    exact: dict[str, str | None] = {name: plain(number)}
    return exact if ends(number) else {**exact, f"{name}_shown": shown(number)}
