"""The desk's own word on checks: what stops a run, what only warns, what is not looked at."""

from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from metrics.documents import nearest

Severity = Literal["block", "warn", "off"]


def _severity(value: object) -> object:
    """YAML reads a bare off as false."""
    if value is False:
        return "off"
    if value in ("block", "warn", "off"):
        return value
    raise ValueError("write block, warn or off.")


def _relation(value: object) -> object:
    known = _relations()
    if isinstance(value, str) and value in known:
        return value
    raise ValueError(f'there is no log or table "{value}".{nearest(str(value), known)}')


def _relations() -> list[str]:
    folders = (files("assets").joinpath("raw"), *files("sql").iterdir())
    sheets = (sheet.name for folder in folders if folder.is_dir() for sheet in folder.iterdir())
    return sorted({name.removesuffix(".yml") for name in sheets if name.endswith(".yml")})


class Check(BaseModel):
    """`volume: off` is short for `volume: {severity: off}`; without a severity its own stands."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    severity: Annotated[Severity | None, BeforeValidator(_severity)] = None
    exempt: list[Annotated[str, BeforeValidator(_relation)]] = Field(default=[], alias="except")

    @model_validator(mode="before")
    @classmethod
    def _from_a_word(cls, written: object) -> object:
        return written if isinstance(written, dict | Check) else {"severity": _severity(written)}


class Blocks(Check):
    severity: Annotated[Severity | None, BeforeValidator(_severity)] = "block"


class Warns(Check):
    severity: Annotated[Severity | None, BeforeValidator(_severity)] = "warn"


class Rejected(Warns):
    at_most: float = Field(default=0.05, ge=0, le=1)


class Outside(Warns):
    at_most: float = Field(default=0.1, ge=0, le=1)


class Volume(Warns):
    times: float = Field(default=5, gt=0)


class HalfHours(Warns):
    at_least: int = Field(default=50, ge=1)


class Checks(BaseModel):
    """Every check by its name; those of columns and rules have the severity of their YAML."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # of files
    accounted_for: Blocks = Blocks()
    repeated_keys: Blocks = Blocks()
    rejected_share: Rejected = Rejected()
    header_drift: Warns = Warns()
    file_dates: Outside = Outside()
    # of days
    missing_days: Warns = Warns()
    missing_half_hours: HalfHours = HalfHours()
    volume: Volume = Volume()
    freshness: Warns = Warns()
    up_to_date: Warns = Warns()
    # of people
    known_agents: Warns = Warns()
    # of columns
    not_null: Check = Check()
    at_least: Check = Check()
    at_most: Check = Check()
    one_of: Check = Check()
    not_after: Check = Check()
    not_above: Check = Check()
    within: Check = Check()
    # of whole tables
    stands_once: Check = Check()
    sum_of_parts: Check = Check()
    parts_within_whole: Check = Check()
    steps_in_order: Check = Check()
    totals: Blocks = Blocks()

    def severity(self, name: str, relation: str, own: Severity) -> Severity:
        """What the desk says of this check on this relation; else its own severity."""
        check: Check = getattr(self, name)
        if relation.split(".")[1] in check.exempt:
            return "off"
        return check.severity or own
