"""A step of a scheme: one input, one mechanism, and what happens when there is no value."""

from collections.abc import Callable
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, cast

from pydantic import BaseModel, ConfigDict, WrapValidator, create_model, model_validator

from metrics.mark import Facts, Mark, Reading, Unmarkable
from metrics.mechanism import Mechanism, Unconfigured, or_unconfigured
from metrics.mechanisms import MECHANISMS
from metrics.mechanisms.per_step import PerStep
from metrics.mechanisms.total_of import TotalOf
from metrics.saying import said

NoValue = Literal["exclude", "full", "zero", "human"]


class OneMechanism(BaseModel):
    """`no_value` says what counts when the input is 0 of 0 or was not entered: never implicit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: str | None = None
    no_value: NoValue | None = None

    @model_validator(mode="after")
    def _has_one_mechanism(self) -> "OneMechanism":
        named = [name for name in MECHANISMS if getattr(self, name, None) is not None]
        if len(named) != 1:
            found = f"found {', '.join(named)}" if named else "found none"
            raise ValueError(f"needs exactly one mechanism of {', '.join(MECHANISMS)}; {found}.")
        if named != ["total_of"] and self.input is None:
            raise ValueError('"input" is missing; add the name of the value that is marked.')
        if self.input is not None and self.no_value is None:
            raise ValueError('"no_value" is missing; write exclude, full, zero or human.')
        return self

    @cached_property
    def mechanism(self) -> Mechanism:
        found = (getattr(self, name, None) for name in MECHANISMS)
        return cast(Mechanism, next(one for one in found if one is not None))

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Names of all inputs that it reads, its own and its parts'."""
        own = (self.input,) if self.input else ()
        mechanism = self.mechanism
        parts = mechanism.parts.values() if isinstance(mechanism, TotalOf) else ()
        return (*own, *(name for part in parts for name in part.inputs))

    @property
    def carried(self) -> tuple[str, ...]:
        """Inputs that it counts on from one period to the next."""
        mechanism = self.mechanism
        if isinstance(mechanism, TotalOf):
            return tuple(name for part in mechanism.parts.values() for name in part.carried)
        carries = isinstance(mechanism, PerStep) and mechanism.carry
        return (self.input,) if carries and self.input else ()

    @property
    def unconfigured(self) -> tuple[str, ...]:
        mechanism = self.mechanism
        if isinstance(mechanism, Unconfigured):
            return mechanism.parameters
        parts = mechanism.parts.values() if isinstance(mechanism, TotalOf) else ()
        return tuple(name for part in parts for name in part.unconfigured)

    def mark(self, facts: Facts) -> Mark | None:
        """None: the row is left out, because it has no value and its policy says so."""
        if self.input is None:
            return self.mechanism.mark(Reading("", Fraction(0), facts))
        value = facts.values.get(self.input)
        if value is not None:
            return self.mechanism.mark(Reading(self.input, value, facts))
        match self.no_value:
            case "full":
                return Mark(self.mechanism.full, "", notes=(said("appraisal", "counts_full"),))
            case "zero":
                return Mark(Fraction(0), "")
            case "exclude":
                return None
        raise Unmarkable(said("appraisal", "person_decides"))

    def standard(self, named: Callable[[str], str]) -> tuple[str, ...]:
        return self.mechanism.standard(self.input or "", named)


MECHANISM_FIELDS: dict[str, Any] = {
    name: (Annotated[kind | None, WrapValidator(or_unconfigured)], None)
    for name, kind in MECHANISMS.items()
}

if TYPE_CHECKING:
    Step: TypeAlias = OneMechanism
else:
    Step = create_model("Step", __base__=OneMechanism, **MECHANISM_FIELDS)
    TotalOf.model_rebuild(_types_namespace={"Step": Step})
