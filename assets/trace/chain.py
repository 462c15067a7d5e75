"""The chain from a score to the records of files, link by link."""

from dataclasses import dataclass, field

from metrics.kpi import Kpi
from metrics.number import Fraction


@dataclass(frozen=True)
class Place:
    """A record of a file; `why_not` says why its number is not known."""

    file: str
    source: str
    record: int | None = None
    line: int | None = None
    why_not: str = ""


@dataclass(frozen=True)
class CountedRow:
    """A row of a relation with what it adds, and the records that it was made from."""

    columns: dict[str, str]
    numerator: Fraction
    denominator: Fraction | None
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Part:
    """What one relation adds to a KPI; of many rows some are listed, all are added up."""

    kpi: Kpi
    relation: str
    dated_by: str
    is_for_everybody: bool
    numerator: Fraction
    denominator: Fraction | None
    row_count: int
    rows: tuple[CountedRow, ...]


@dataclass(frozen=True)
class Origin:
    """Where one input of an agent comes from: parts of a KPI, or what somebody entered.

    `now` is what rows or entries come to today, where that is not what was scored from.
    """

    input: str
    value: str | None
    numerator: str | None
    denominator: str | None
    n: int | None
    state: str
    rater: str = ""
    kpi: Kpi | None = None
    parts: tuple[Part, ...] = ()
    places: tuple[Place, ...] = ()
    agrees: bool | None = True
    now: str | None = None


@dataclass(frozen=True)
class Link:
    """One line of the sheet with the inputs that it reads."""

    line: str
    label: str
    input: str
    rule: str
    points: str | None
    weight: str
    weighted: str | None
    note: str
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True)
class Frozen:
    """The close whose numbers and rules a closed period is explained by."""

    event: str
    at: str
    by: str


@dataclass(frozen=True)
class Chain:
    """A score and everything under it."""

    period: str
    agent_id: str
    name: str
    team: str
    scheme: str
    title: str
    score: str | None
    grade: str | None
    rank: int | None
    ranked: int | None
    problem: str
    frozen: Frozen | None = None
    links: tuple[Link, ...] = field(default=())
