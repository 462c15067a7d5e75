"""Values worth trying: every number that a line names, just below and above it, and the ends."""

from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from metrics.interval import Interval
from metrics.mark import Facts, Mark, Reading, Unmarkable
from metrics.number import Fraction
from metrics.scheme import Scheme
from metrics.scheme_input import Input
from metrics.step import Marked

A_LITTLE = Fraction(1, 10_000)
FAR = Fraction(1000)
_NOT_ON_THE_AXIS = ("points", "full", "start", "otherwise", "after_last")


def values_of(step: Marked, declared: Input) -> list[Fraction]:
    """In order, within the limits of the input; whole where it is."""
    if declared.choices:
        return [Fraction(place) for place in range(1, len(declared.choices) + 1)]
    if declared.unit == "yes_no":
        return [Fraction(0), Fraction(1)]
    marks = sorted({*_numbers(step.mechanism), *_ends(declared)}) or [Fraction(0)]
    near = {one for mark in marks for one in (mark - A_LITTLE, mark, mark + A_LITTLE)}
    between = {(a + b) / 2 for a, b in pairwise(marks)}
    if declared.whole:
        near = {Fraction(round(one) + step) for one in near for step in (-1, 0, 1)}
        between = {Fraction(round(one)) for one in between}
    return sorted(one for one in near | between if declared.refuses(one) is None)


def marks_of(
    scheme: Scheme, step: Marked, declared: Input, values: list[Fraction]
) -> list[tuple[Fraction, Mark]]:
    """The mark of every value that can be marked with nothing else known."""
    found = []
    for value in values:
        try:
            found.append((value, step.mechanism.mark(reading_of(scheme, step, declared, value))))
        except Unmarkable:
            continue
    return found


def reading_of(scheme: Scheme, step: Marked, declared: Input, value: Fraction) -> Reading:
    facts = Facts({}, "2026-01", words=scheme.words)
    return Reading(step.input or "", value, facts, (value,) if declared.many else ())


def _numbers(tree: object) -> Iterator[Fraction]:
    """Numbers of a mechanism that stand on the value's own scale."""
    if isinstance(tree, BaseModel):
        for name in type(tree).model_fields:
            value = getattr(tree, name)
            if name in ("least", "most") and hasattr(tree, "start"):
                continue  # limits of the points
            if name == "points" and isinstance(value, dict):
                continue
            if name not in _NOT_ON_THE_AXIS or isinstance(value, BaseModel):
                yield from _numbers(value)
    elif isinstance(tree, Interval):
        yield from (edge for edge in (tree.low, tree.high) if edge is not None)
    elif isinstance(tree, dict):
        for key in tree:
            yield from _numbers(key)
    elif isinstance(tree, Fraction):
        yield tree


def _ends(declared: Input) -> Iterator[Fraction]:
    yield declared.least if declared.least is not None else Fraction(0)
    yield declared.most if declared.most is not None else FAR
