"""An approval: entries above a threshold count only once others have agreed to each of them."""

from collections.abc import Mapping
from functools import cached_property

from pydantic import Field

from metrics.formula import Formula
from metrics.label import Label
from metrics.number import Fraction
from metrics.scheme_part import Part


class Approval(Part):
    """Entries of `input` for which `when` holds, each as `x`; parameters may be named too.

    Whoever is under `steps` agrees in that order. Then the entry counts as `counts_as`: it moves
    there, or, where that is a yes or no, it is said there. `document`: the first step names the
    written material.
    """

    label: Label
    input: str
    when: Formula
    counts_as: str
    steps: dict[str, Label] = Field(min_length=1)
    document: bool = False

    @cached_property
    def first_step(self) -> str:
        return next(iter(self.steps))

    def asks_for(self, entry: Fraction, parameters: Mapping[str, Fraction]) -> bool:
        """A threshold without a value asks for nothing: the scheme is unconfigured then."""
        known = {**parameters, "x": entry}
        return all(name in known for name in self.when.names) and self.when.holds(known)
