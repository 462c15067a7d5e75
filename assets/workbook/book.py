"""What stands in a workbook: a team, its forms, and one sheet per agent."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from assets.files.names import file_names
from metrics.label import Language
from metrics.number import Fraction

State = Literal["final", "provisional", "not_scored"]


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
    state: State = "final"

    @property
    def total_weight(self) -> Fraction | None:
        weights = [row.weight for row in self.rows if row.weight is not None]
        return sum(weights, Fraction(0)) if weights else None

    @property
    def remarks(self) -> str:
        """What a person must look at."""
        return "\n".join(part for part in (self.problem, *self.flags, *self.adjusted) if part)

    @property
    def by_item(self) -> dict[str, Row]:
        return {row.item: row for row in self.rows}

    @property
    def marks(self) -> dict[str, str]:
        """What stands beside the score, where the form has it."""
        return {"grade": self.grade, "level": self.level, "awards": self.awards}

    def notes(self, book: "TeamBook", form: "Form") -> list[tuple[str, str]]:
        """What stands under the form, each with the word that it stands under."""
        found = [("notice", text) for text in book.notices]
        found += [(key, self.marks[key]) for key in form.marks if self.marks[key]]
        found += [("not_scored", self.problem)] if self.problem else []
        found += [("flags", text) for text in self.flags]
        found += [("adjustment", text) for text in self.adjusted]
        return found + [("assumed", text) for text in self.assumed]


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

    @property
    def sheets(self) -> list[tuple[Form, AgentSheet]]:
        return [(form, agent) for form in self.forms for agent in form.agents]

    def page_of(self, form: Form, agent: AgentSheet) -> str:
        """The file name of the page, without its ending."""
        return self._page_names[self._key(form, agent)]

    def _key(self, form: Form, agent: AgentSheet) -> str:
        """The id; with the form where the agent has two."""
        is_alone = self._times[agent.agent_id] == 1
        return agent.agent_id if is_alone else f"{agent.agent_id} {form.title}"

    @cached_property
    def _times(self) -> Counter[str]:
        return Counter(agent.agent_id for _, agent in self.sheets)

    @cached_property
    def _page_names(self) -> dict[str, str]:
        return file_names({self._key(form, agent) for form, agent in self.sheets}, "_", {"index"})
