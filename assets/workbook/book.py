"""What stands in a workbook: a team, its forms, and one sheet per agent."""

from dataclasses import dataclass
from decimal import Decimal

from metrics.label import Language
from metrics.number import Fraction


@dataclass(frozen=True)
class Row:
    """One line of the form; `value` is a number where a single input stands behind it.

    Without a weight points count as they are.
    """

    item: str
    hint: str
    standard: tuple[str, ...]
    value: Fraction | str
    unit: str
    rule: str
    points: Fraction | None
    weight: Fraction | None
    weighted: Fraction | None
    remarks: str
    behind: tuple[str, ...] = ()  # keys of the numbers that it reads


@dataclass(frozen=True)
class Subtotal:
    """A block of the form: points within the score, or a ledger of money."""

    label: str
    amount: Fraction
    unit: str


@dataclass(frozen=True)
class Place:
    """Records of a file, as people count them there."""

    file: str
    records: str
    lines: str
    why_not: str


@dataclass(frozen=True)
class CountedRow:
    """A row that was counted, and what it adds."""

    day: str
    detail: str
    numerator: Fraction
    denominator: Fraction | None
    places: tuple[Place, ...]


@dataclass(frozen=True)
class CountedPart:
    """One KPI: what it is counted from, its sums, and the first rows."""

    label: str
    sources: tuple[str, ...]
    numerator: Fraction | None
    denominator: Fraction | None
    said: str
    rows: tuple[CountedRow, ...]


@dataclass(frozen=True)
class CountedNumber:
    """A number that lines of the form read; of one KPI over another both are its parts."""

    key: str
    label: str
    definition: str
    formula: str
    value: Fraction | None
    unit: str
    numerator: Fraction | None
    denominator: Fraction | None
    state: str
    parts: tuple[CountedPart, ...]


@dataclass(frozen=True)
class AgentSheet:
    """Everything about one agent, and about nobody else."""

    agent_id: str
    name: str
    score: Fraction | None
    rank: int | None
    ranked: int | None
    grade: str
    level: str
    awards: str
    rows: tuple[Row, ...]
    subtotals: tuple[Subtotal, ...]
    pay: tuple[tuple[str, Decimal], ...]
    flags: tuple[str, ...]
    assumed: tuple[str, ...]
    problem: str
    adjusted: tuple[str, ...] = ()
    counted: tuple[CountedNumber, ...] = ()

    @property
    def remarks(self) -> str:
        """What a person must look at."""
        return "\n".join(part for part in (self.problem, *self.flags, *self.adjusted) if part)

    @property
    def marks(self) -> dict[str, str]:
        """What stands beside the score, where the form has it."""
        return {"grade": self.grade, "level": self.level, "awards": self.awards}


@dataclass(frozen=True)
class Form:
    """One scheme as it applies to the team."""

    title: str
    has_score: bool
    items: tuple[str, ...]
    amounts: tuple[str, ...]
    signatures: tuple[str, ...]
    agents: tuple[AgentSheet, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """Grade, level and awards, as far as anybody has one."""
        found = {key for agent in self.agents for key, text in agent.marks.items() if text}
        return tuple(key for key in ("grade", "level", "awards") if key in found)


@dataclass(frozen=True)
class TeamBook:
    """`notices` stand on every sheet."""

    desk: str
    team: str
    file_name: str
    period: str
    days: str
    currency: str
    language: Language
    forms: tuple[Form, ...]
    notices: tuple[str, ...] = ()
