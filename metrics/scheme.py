"""A scheme: one dated appraisal document as YAML, validated whole."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    create_model,
    field_validator,
    model_validator,
)

from metrics.documents import nearest
from metrics.exact import Exact, plain
from metrics.formula import Formula
from metrics.label import Label
from metrics.mechanism import placeholders
from metrics.step import MECHANISM_FIELDS, OneMechanism

RESULT_NAMES = ("score", "rank", "ranked")
Unit = Literal["share", "seconds", "minutes", "hours", "days", "count", "money", "ratio", "points"]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Catalogue(Part):
    """Where the document stands in the catalogue and how many worked examples it has."""

    entry: str
    examples: int = Field(ge=0)


class InForce(Part):
    """First and last period in which the document holds; open where it prints none."""

    since: str | None = None
    until: str | None = None

    def holds(self, period: str) -> bool:
        return (self.since or "") <= period and (not self.until or period <= self.until)


class Input(Part):
    """A value that the scheme reads: a KPI, or what people enter at month end."""

    label: Label
    source: Literal["kpi", "month_end"] = Field(alias="from")
    unit: Unit
    better: Literal["higher", "lower", "neither"]
    kpi: str | None = None
    least: Exact | None = None
    most: Exact | None = None
    whole: bool = False
    optional: bool = False

    def refuses(self, value: Fraction) -> str | None:
        """Why the value cannot be right, as a key of the appraisal words."""
        if self.least is not None and value < self.least:
            return "below_least"
        if self.most is not None and value > self.most:
            return "looks_like_percent" if self.unit == "share" else "above_most"
        return "not_whole" if self.whole and value.denominator != 1 else None


class Parameter(Part):
    """A number of the document; without a value the scheme is unconfigured."""

    label: Label
    value: Exact | None = None
    assumed: bool = False
    alternatives: dict[str, Exact] = {}
    why: Label | None = None


class Choice(Part):
    """One reading of the document: what it changes in the rest of the file; null removes a key."""

    label: Label
    changes: dict[str, Any] = {}


class Option(Part):
    """A question that the document leaves open, the reading taken, and the others."""

    label: Label
    default: str
    choices: dict[str, Choice]
    why: Label | None = None

    @field_validator("choices")
    @classmethod
    def _must_hold_the_default(cls, choices: dict[str, Choice], info: ValidationInfo) -> Any:
        default = info.data.get("default")
        if default is not None and default not in choices:
            raise ValueError(f'there is no choice "{default}".{nearest(default, list(choices))}')
        return choices


class Row(OneMechanism):
    """A line of the form; `weight` is its share of the total."""

    label: Label
    weight: Exact
    remark: Label | None = None


class Addition(OneMechanism):
    """Points added to the total as they are, outside the weights."""

    label: Label


class Flag(Part):
    """Something a person must look at; it never changes a score or pay."""

    text: Label
    when: Formula
    periods: int = Field(default=1, ge=1)
    restarts: bool = False
    not_appraised: Literal["neutral", "breaks"] = "neutral"


class Amount(Part):
    """An amount of pay: a formula over score, inputs, parameters and amounts above it."""

    label: Label
    formula: Formula
    when_incomplete: Literal["leave_out", "refuse"]
    listed_with: str | None = None


class Ranks(Part):
    """Who is ranked with whom is the group; equal scores share the better or the worse rank."""

    ties: Literal["share_better", "share_worse"]


class Scheme(Part):
    id: str
    title: Label
    kind: Literal["scored"]
    catalogue: Catalogue | None = None
    covers: Label
    period: Literal["month"]
    in_force: InForce = InForce()
    inputs: dict[str, Input]
    lines: dict[str, "Line"] = Field(min_length=1)
    additions: dict[str, "Bonus"] = {}
    weights_total: Exact = Fraction(100)
    ranks: Ranks | None = None
    pay: dict[str, Amount] = {}
    flags: dict[str, Flag] = {}
    parameters: dict[str, Parameter] = {}
    options: dict[str, Option] = {}
    signatures: list[Label] = []

    @model_validator(mode="before")
    @classmethod
    def _fill_in_parameters(cls, tree: Any) -> Any:
        known = tree.get("parameters") if isinstance(tree, dict) else None
        return _filled(tree, known) if isinstance(known, dict) else tree

    @model_validator(mode="after")
    def _is_consistent(self) -> "Scheme":
        problems = [*self._weight_problems(), *self._name_problems()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @property
    def rows(self) -> dict[str, "Line | Bonus"]:
        return {**self.lines, **self.additions}

    @property
    def read(self) -> tuple[str, ...]:
        """Inputs that some row reads, in the order of the form."""
        return tuple(dict.fromkeys(name for row in self.rows.values() for name in row.inputs))

    @property
    def unconfigured(self) -> tuple[str, ...]:
        """Parameters without a value that a row, or an amount that must be paid, needs."""
        waiting = [name for row in self.rows.values() for name in row.unconfigured]
        for amount in self.pay.values():
            if amount.when_incomplete == "refuse":
                waiting += [name for name in amount.formula.names if self._has_no_value(name)]
        return tuple(sorted(set(waiting)))

    @property
    def remembered(self) -> tuple[str, ...]:
        """Inputs whose values of earlier periods still matter."""
        carried = [name for row in self.rows.values() for name in row.carried]
        in_runs = [name for flag in self.flags.values() if flag.periods > 1
                   for name in flag.when.names if name in self.inputs]  # fmt: skip
        return tuple(dict.fromkeys([*carried, *in_runs]))

    @property
    def assumed(self) -> tuple[str, ...]:
        return tuple(name for name, parameter in self.parameters.items() if parameter.assumed)

    def _has_no_value(self, name: str) -> bool:
        parameter = self.parameters.get(name)
        return parameter is not None and parameter.value is None and name not in self.inputs

    def _weight_problems(self) -> list[str]:
        total = sum((line.weight for line in self.lines.values()), Fraction(0))
        if total == self.weights_total:
            return []
        return [
            f"the weights of the lines add up to {plain(total)}, not {plain(self.weights_total)};"
            " mend them, or declare an incomplete form with weights_total"
        ]

    def _name_problems(self) -> list[str]:
        problems = [
            f'"{name}" is not among the inputs.{nearest(name, list(self.inputs))}'
            for name in self.read
            if name not in self.inputs
        ]
        amounts: list[str] = []
        known = [*self.inputs, *self.parameters, *RESULT_NAMES]
        for key, amount in self.pay.items():
            problems += _unknown(amount.formula, [*known, *amounts], f"pay.{key}")
            if amount.listed_with is not None and amount.listed_with not in self.pay:
                problems.append(f'pay.{key}: there is no amount "{amount.listed_with}"')
            amounts.append(key)
        for key, flag in self.flags.items():
            problems += _unknown(flag.when, known, f"flags.{key}")
        return problems


def _unknown(formula: Formula, known: list[str], where: str) -> list[str]:
    return [
        f'{where} names "{name}", which is no input, parameter or amount above it.'
        f"{nearest(name, known)}"
        for name in formula.names
        if name not in known
    ]


def _filled(tree: Any, parameters: dict[str, Any]) -> Any:
    """`$name` becomes the parameter's value, where it has one."""
    if isinstance(tree, dict):
        return {key: _filled(value, parameters) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_filled(value, parameters) for value in tree]
    if isinstance(tree, str) and tree.startswith("$"):
        for name in placeholders(tree):
            if name not in parameters:
                raise ValueError(f'"${name}" is no parameter.{nearest(name, list(parameters))}')
            parameter = parameters[name]
            value = parameter.get("value") if isinstance(parameter, dict) else None
            return tree if value is None else value
    return tree


if TYPE_CHECKING:
    Line: TypeAlias = Row
    Bonus: TypeAlias = Addition
else:
    Line = create_model("Line", __base__=Row, **MECHANISM_FIELDS)
    Bonus = create_model("Bonus", __base__=Addition, **MECHANISM_FIELDS)
    Scheme.model_rebuild()
