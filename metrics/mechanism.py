"""What every scoring mechanism has in common: frozen arguments that may wait for a parameter."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, ValidatorFunctionWrapHandler

from metrics.mark import Mark, Reading
from metrics.number import Fraction

PLACEHOLDER = re.compile(r"\$([a-z][a-z0-9_]*)")


class Arguments(BaseModel):
    """The mapping under a mechanism's name; `$name` in it stands for a parameter without value."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def or_unconfigured(tree: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """Arguments that still hold a `$name` wait for it instead of being read."""
    missing = sorted(set(placeholders(tree)))
    return Unconfigured(tuple(missing), tree) if missing else validate(tree)


class Mechanism(Protocol):
    """`full_points` is the row's full mark: a line earns points / full mark x its weight."""

    @property
    def full_points(self) -> Fraction: ...

    def mark(self, reading: Reading) -> Mark: ...

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        """The rule as a form prints it, one line each; `named` gives the label of an input, or of
        one of its words: `conduct.best`."""


class Unconfigured:
    """Stands where a mechanism lacks a number that its source does not print."""

    full_points = Fraction(0)

    def __init__(self, parameters: tuple[str, ...], tree: Any) -> None:
        self.parameters = parameters
        self.tree = tree

    def mark(self, reading: Reading) -> Mark:
        raise AssertionError(f"unconfigured: {self.parameters}")

    def standard(self, name: str, named: Callable[[str], str]) -> tuple[str, ...]:
        return tuple(_as_written(self.tree))


def _as_written(tree: Any) -> Iterator[str]:
    """The arguments, one a line, as the file has them."""
    if not isinstance(tree, dict):
        yield str(tree)
        return
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _as_written(value)
        else:
            yield f"{key}: {value}"


def placeholders(tree: Any) -> Iterator[str]:
    """Names written as `$name` anywhere in a piece of YAML."""
    if isinstance(tree, str):
        yield from PLACEHOLDER.findall(tree)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from placeholders(key)
            yield from placeholders(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from placeholders(value)
