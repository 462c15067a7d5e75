"""What stands in a workbook: a team, its forms, and one sheet per agent."""

from dataclasses import dataclass
from decimal import Decimal

from metrics.label import Language
from metrics.number import Fraction


@dataclass(frozen=True)
class Row:
    """One line of the form; `value` is a number where a single input stands behind it."""

    item: str
    hint: str
    standard: tuple[str, ...]
    value: Fraction | str
    unit: str
    rule: str
    points: Fraction | None
    weight: Fraction
    weighted: Fraction | None
    remarks: str


@dataclass(frozen=True)
class AgentSheet:
    """Everything about one agent, and about nobody else."""

    agent_id: str
    name: str
    score: Fraction | None
    rank: int | None
    ranked: int | None
    rows: tuple[Row, ...]
    pay: tuple[tuple[str, Decimal], ...]
    flags: tuple[str, ...]
    assumed: tuple[str, ...]
    problem: str

    @property
    def remarks(self) -> str:
        """What a person must look at."""
        return "\n".join(part for part in (self.problem, *self.flags) if part)


@dataclass(frozen=True)
class Form:
    """One scheme as it applies to the team."""

    title: str
    items: tuple[str, ...]
    amounts: tuple[str, ...]
    signatures: tuple[str, ...]
    agents: tuple[AgentSheet, ...]


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
