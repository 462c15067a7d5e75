"""What a scheme's form lists: lines, flags for a person, amounts of pay, ranks."""

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field, WrapValidator, create_model

from metrics.exact import Exact, plain
from metrics.formula import Formula
from metrics.label import Label
from metrics.mechanism import Unconfigured, or_unconfigured
from metrics.number import Fraction
from metrics.pool import Pool
from metrics.scheme_part import Part
from metrics.step import MECHANISM_FIELDS, Marked


class Row(Marked):
    """A line of the form. `weight` is its share of the total; without one points count as they are.

    A weight may wait for a parameter. `roles` says for whom the line stands; `when` for which
    cases.
    """

    label: Label
    weight: Annotated[Exact | Unconfigured | None, WrapValidator(or_unconfigured)] = None
    block: str | None = None
    roles: list[str] = []
    when: Formula | None = None
    remark: Label | None = None

    @property
    def weighs(self) -> Fraction:
        return self.weight if isinstance(self.weight, Fraction) else Fraction(0)

    @property
    def weight_as_printed(self) -> str:
        if isinstance(self.weight, Unconfigured):
            return " ".join(self.weight.standard("", str))
        return plain(self.weight) if self.weight is not None else ""

    @property
    def awaited(self) -> tuple[str, ...]:
        """Parameters without a value that its weight or its rule waits for."""
        own = self.weight.parameters if isinstance(self.weight, Unconfigured) else ()
        return (*own, *self.unconfigured)

    def stands_for(self, role: str) -> bool:
        return not self.roles or role in self.roles


class Flag(Part):
    """Something a person must look at; it never changes a score. Pay may name it as 1 or 0."""

    text: Label
    when: Formula
    periods: int = Field(default=1, ge=1)
    restarts: bool = False
    not_appraised: Literal["neutral", "breaks"] = "neutral"


class Amount(Part):
    """An amount of pay: a formula over score, inputs, parameters, blocks and amounts above it.

    `owed`: the person pays it, such as a fine.
    """

    label: Label
    formula: Formula
    when_incomplete: Literal["leave_out", "refuse"]
    listed_with: str | None = None
    pool: Pool | None = None
    owed: bool = False


class Ranks(Part):
    """Who is ranked with whom is the group; equal scores share the better or the worse rank."""

    ties: Literal["share_better", "share_worse"]


if TYPE_CHECKING:
    Line: TypeAlias = Row
else:
    Line = create_model("Line", __base__=Row, **MECHANISM_FIELDS)
