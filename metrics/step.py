"""A step of a scheme: one input, one mechanism, and what happens when there is no value."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, cast

from pydantic import BaseModel, ConfigDict, WrapValidator, create_model, model_validator

from metrics.formula import Formula
from metrics.mark import Facts, Mark, Reading, Unmarkable
from metrics.mechanism import Mechanism, Unconfigured, or_unconfigured
from metrics.mechanisms import MECHANISMS
from metrics.mechanisms.computed import Computed
from metrics.mechanisms.each import Each
from metrics.mechanisms.ladder import Ladder
from metrics.mechanisms.per_step import PerStep
from metrics.mechanisms.total_of import TotalOf
from metrics.number import Fraction
from metrics.saying import said

NoValue = Literal["exclude", "full", "zero", "human"]


class OneMechanism(BaseModel):
    """Exactly one of the mechanisms, by its name."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @model_validator(mode="after")
    def _has_one_mechanism(self) -> "OneMechanism":
        named = [name for name in MECHANISMS if getattr(self, name, None) is not None]
        if len(named) != 1:
            found = f"found {', '.join(named)}" if named else "found none"
            raise ValueError(f"needs exactly one mechanism of {', '.join(MECHANISMS)}; {found}.")
        return self

    @cached_property
    def mechanism(self) -> Mechanism:
        found = (getattr(self, name, None) for name in MECHANISMS)
        return cast(Mechanism, next(one for one in found if one is not None))


class Marked(OneMechanism):
    """`no_value` says what counts when the input is 0 of 0 or was not entered: never implicit."""

    input: str | None = None
    no_value: NoValue | None = None

    @model_validator(mode="after")
    def _has_an_input(self) -> "Marked":
        if self.input is None and not isinstance(self.mechanism, TotalOf | Computed | Unconfigured):
            raise ValueError('"input" is missing; add the name of the value that is marked.')
        if self.input is not None and self.no_value is None:
            raise ValueError('"no_value" is missing; write exclude, full, zero or human.')
        return self

    @property
    def parts(self) -> tuple["Marked", ...]:
        return tuple(self.mechanism.parts.values()) if isinstance(self.mechanism, TotalOf) else ()

    def steps(self) -> Iterator["Marked"]:
        """Itself and everything under it."""
        yield self
        for part in self.parts:
            yield from part.steps()

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Names of all that it marks, its own and its parts'."""
        return tuple(dict.fromkeys(step.input for step in self.steps() if step.input))

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        return tuple(one for step in self.steps() for one in _formulas(step.mechanism))

    @property
    def carried(self) -> tuple[str, ...]:
        """Inputs that it counts on from one period to the next."""
        return tuple(step.input for step in self.steps() if step.input and _carries(step.mechanism))

    @cached_property
    def is_alone(self) -> bool:
        """Whether its value alone decides: no other input, no earlier period, no formula."""
        mechanism = self.mechanism
        return not isinstance(mechanism, TotalOf | Computed | Each) and not _carries(mechanism)

    @property
    def unconfigured(self) -> tuple[str, ...]:
        waiting: list[str] = []
        for step in self.steps():
            mechanism = step.mechanism
            inner = mechanism.of.mechanism if isinstance(mechanism, Each) else mechanism
            waiting += [*_waiting(mechanism), *_waiting(inner)]
        return tuple(dict.fromkeys(waiting))

    def mark(self, facts: Facts) -> Mark | None:
        """None: the row is left out, because it has no value and its policy says so."""
        if self.input is None:
            return self.mechanism.mark(Reading("", Fraction(0), facts))
        given = facts.rated.get(self.input)
        if given is not None:
            return self._blended(given, facts)
        value = facts.values.get(self.input)
        if isinstance(value, tuple):
            return self.mechanism.mark(Reading(self.input, sum(value, Fraction(0)), facts, value))
        if value is not None:
            return self.mechanism.mark(Reading(self.input, value, facts))
        match self.no_value:
            case "full":
                full = self.mechanism.full_points
                return Mark(full, "", notes=(said("appraisal", "counts_full"),))
            case "zero":
                return Mark(Fraction(0), "")
            case "exclude":
                return None
        raise Unmarkable(said("appraisal", "person_decides"))

    def standard(self, named: Callable[[str], str]) -> tuple[str, ...]:
        return self.mechanism.standard(self.input or "", named)

    def _blended(self, given: "dict[str, Fraction] | Any", facts: Facts) -> Mark:
        """Every rater's value is marked by itself; the marks are blended by the raters' shares."""
        assert self.input
        marks = {
            rater: self.mechanism.mark(Reading(self.input, value, facts))
            for rater, value in sorted(given.items())
        }
        shares = {rater: facts.shares[rater] for rater in marks}
        whole = sum(shares.values(), Fraction(0))
        points = sum(
            (mark.points * shares[rater] / whole for rater, mark in marks.items()), Fraction(0)
        )
        return Mark(points, "; ".join(f"{rater}: {mark.rule}" for rater, mark in marks.items()))


def _formulas(mechanism: object) -> tuple[Formula, ...]:
    if isinstance(mechanism, Computed):
        return (mechanism.points,)
    if isinstance(mechanism, Each):
        waived = (mechanism.waived.when,) if mechanism.waived else ()
        held_out = (mechanism.held_out,) if mechanism.held_out else ()
        return (*waived, *held_out, *_formulas(mechanism.of.mechanism))
    return ()


def _waiting(mechanism: object) -> tuple[str, ...]:
    return mechanism.parameters if isinstance(mechanism, Unconfigured) else ()


def _carries(mechanism: object) -> bool:
    return isinstance(mechanism, Ladder) or (isinstance(mechanism, PerStep) and mechanism.carry)


MECHANISM_FIELDS: dict[str, Any] = {
    name: (Annotated[kind | None, WrapValidator(or_unconfigured)], None)
    for name, kind in MECHANISMS.items()
}

if TYPE_CHECKING:
    Step: TypeAlias = Marked
    Inner: TypeAlias = OneMechanism
else:
    Step = create_model("Step", __base__=Marked, **MECHANISM_FIELDS)
    Inner = create_model("Inner", __base__=OneMechanism, **MECHANISM_FIELDS)
    for kind in (TotalOf, Each):
        kind.model_rebuild(_types_namespace={"Step": Step, "Inner": Inner})
