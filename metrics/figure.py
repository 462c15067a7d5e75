"""A figure: a number made of inputs before any line is marked, and how it is worked out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal, Protocol

from pydantic import Field, model_validator

from metrics.exact import Exact
from metrics.formula import Formula
from metrics.label import Label
from metrics.mark import Value
from metrics.number import Fraction
from metrics.period import Window, window_of
from metrics.scheme_input import Unit
from metrics.scheme_part import Part

Take = Literal["sum", "mean", "most", "least", "count", "last", "rank"]


class Figure(Part):
    """A formula; or one name taken over earlier periods (`over`, `periods`) or people (`among`).

    `least` and `most` say between which values it can lie, so that the linter sees open ends.
    """

    label: Label
    unit: Unit = "ratio"
    better: Literal["higher", "lower", "neither"] = "neither"
    least: Exact | None = None
    most: Exact | None = None
    formula: Formula | None = None
    of: str | None = None
    take: Take | None = None
    over: Window | None = None
    periods: int | None = Field(default=None, ge=1)
    among: Literal["group", "role", "everybody"] | None = None
    without_self: bool = False

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Figure":
        taken = self.of is not None and self.take is not None
        ways = [self.over, self.periods, self.among]
        if (self.formula is not None) == taken:
            raise ValueError("write either a formula, or of and take.")
        if taken and sum(one is not None for one in ways) != 1:
            raise ValueError("of and take need one of over, periods and among.")
        if self.take == "rank" and (self.among is None or self.better == "neither"):
            raise ValueError("a rank is among people, and better says who is first.")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        return self.formula.names if self.formula else ((self.of,) if self.of else ())


class Holder(Protocol):
    """A case: who, when, with whom, and what is known so far."""

    agent_id: str
    period: str
    group: str
    role: str
    known: dict[str, Value]


def fill_in(figures: Mapping[str, Figure], holders: Iterable[Holder]) -> None:
    """Adds every figure to what is known of each, one figure after the other."""
    everybody = list(holders)
    for name, figure in figures.items():
        if figure.formula is not None:
            for one in everybody:
                one.known[name] = number_of(figure.formula, one.known)
        elif figure.among is not None:
            _among(name, figure, everybody)
        else:
            _over_time(name, figure, everybody)


def number_of(formula: Formula, known: Mapping[str, Value]) -> Fraction | None:
    """None where something it names is not known, or where it divides by zero."""
    values: dict[str, Any] = {name: known.get(name) for name in formula.names}
    if any(value is None for value in values.values()):
        return None
    try:
        return formula.number(values)
    except ZeroDivisionError:
        return None


def _over_time(name: str, figure: Figure, everybody: list[Holder]) -> None:
    by_agent: dict[str, list[Holder]] = defaultdict(list)
    for one in everybody:
        by_agent[one.agent_id].append(one)
    for cases in by_agent.values():
        cases.sort(key=lambda one: one.period)
        for place, one in enumerate(cases):
            seen = cases[: place + 1]
            if figure.periods is not None:
                seen = seen[-figure.periods :]
            elif figure.over is not None and one.period:
                window = window_of(one.period, figure.over)
                seen = [each for each in seen if window_of(each.period, figure.over) == window]
            one.known[name] = _taken(figure, [_values(figure, each) for each in seen])


def _among(name: str, figure: Figure, everybody: list[Holder]) -> None:
    peers: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for one in everybody:
        whose = {"group": one.group, "role": one.role}.get(figure.among or "", "")
        peers[one.period, whose].append(one)
    for group in peers.values():
        found = {one.agent_id: _values(figure, one) for one in group}
        together = None if figure.without_self else _taken(figure, list(found.values()))
        ranks = _ranks(figure, found) if figure.take == "rank" else None
        for one in group:
            if ranks is not None:
                one.known[name] = ranks.get(one.agent_id)
            elif figure.without_self:
                others = [values for agent, values in found.items() if agent != one.agent_id]
                one.known[name] = _taken(figure, others)
            else:
                one.known[name] = together


def _values(figure: Figure, one: Holder) -> tuple[Fraction, ...]:
    assert figure.of
    value = one.known.get(figure.of)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _taken(figure: Figure, lists: list[tuple[Fraction, ...]]) -> Fraction | None:
    """What is not known counts nowhere: it is left out of a mean, and adds nothing to a sum."""
    numbers = [number for values in lists for number in values]
    if figure.take == "count":
        return Fraction(len(numbers))
    if not numbers:
        return None
    match figure.take:
        case "sum":
            return sum(numbers, Fraction(0))
        case "mean":
            return sum(numbers, Fraction(0)) / len(numbers)
        case "most":
            return max(numbers)
        case "least":
            return min(numbers)
    return numbers[-1]


def _ranks(figure: Figure, found: dict[str, tuple[Fraction, ...]]) -> dict[str, Fraction]:
    """1 is the best; equal values share the better place."""
    numbers = {agent: values[0] for agent, values in found.items() if values}
    ordered = sorted(numbers.values(), reverse=figure.better == "higher")
    return {agent: Fraction(ordered.index(number) + 1) for agent, number in numbers.items()}
