"""Doubts about one line: direction, cliffs, points out of reach, caps that never bind, scales."""

from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from metrics.exact import plain, shown
from metrics.held import Held
from metrics.interval import seams
from metrics.label import Label
from metrics.lint.finding import Doubt, Level
from metrics.lint.probe import A_LITTLE, marks_of, reading_of, values_of
from metrics.mark import Mark
from metrics.mechanism import Mechanism
from metrics.mechanisms.choice import Choice
from metrics.mechanisms.computed import Computed
from metrics.mechanisms.tiers import Tiers
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.scheme_input import Input
from metrics.scheme_rows import Line
from metrics.step import Marked

Marks = list[tuple[Fraction, Mark]]
OWED = {"higher": "lower", "lower": "higher", "neither": "neither"}  # what is owed counts against
Told = tuple[Level, Label]


def doubts_of_row(scheme: Scheme, key: str, row: Line) -> Iterator[Doubt]:
    for where, step in _steps(f"lines.{key}", row):
        if step.input is None or step.unconfigured or isinstance(step.mechanism, Computed):
            continue
        declared = scheme.value_named(step.input)
        if row.block is not None and scheme.blocks[row.block].owed:
            declared = declared.model_copy(update={"better": OWED[declared.better]})
        marks = marks_of(scheme, step, declared, values_of(step, declared))
        for level, text in _doubts(scheme, step, declared, marks):
            yield level, where, text
        if step is row and isinstance(row.weight, Fraction):
            for level, text in _weighed(row, declared, marks):
                yield level, where, text


def _steps(where: str, step: Marked) -> Iterator[tuple[str, Marked]]:
    yield where, step
    for key, part in zip(getattr(step.mechanism, "parts", ()), step.parts, strict=True):
        yield from _steps(f"{where}.parts.{key}", part)


def _doubts(scheme: Scheme, step: Marked, declared: Input, marks: Marks) -> Iterator[Told]:
    mechanism = step.mechanism
    if isinstance(mechanism, Tiers):
        yield from _tiers(mechanism, declared)
    if isinstance(mechanism, Choice):
        yield from _scale(mechanism)
    else:
        yield from _wrong_way(declared, marks)
    if isinstance(mechanism, Held):
        yield from _idle_cap(scheme, step, mechanism, declared, marks)


def _tiers(tiers: Tiers, declared: Input) -> Iterator[Told]:
    full = tiers.full_points
    for band, points in tiers.bands.items():
        if points > full and tiers.overflow == "as_printed":
            text = said("lint", "above_full", band=band, points=plain(points), full=plain(full))
            yield "warn", text
    counts_only = tiers.gaps == "whole" and declared.whole
    for gap in seams(list(tiers.bands))[1] if not counts_only else ():
        yield "warn", Label(en=gap, zh=gap)
    for edge in (declared.least, declared.most):
        if edge is not None and not any(band.holds(edge) for band in tiers.bands):
            yield "warn", said("lint", "end_without_tier", value=plain(edge))
    if declared.least is None and all(band.low is not None for band in tiers.bands):
        yield "warn", said("lint", "no_lowest")
    if declared.most is None and all(band.high is not None for band in tiers.bands):
        yield "warn", said("lint", "no_highest")
    for (one, points), (other, more) in pairwise(tiers.bands.items()):
        if points == more:
            yield "note", said("lint", "same_points", one=one, other=other, points=plain(points))


def _scale(choice: Choice) -> Iterator[Told]:
    """Words come in order, so points rise or fall; they exclude each other, so nobody adds them."""
    points = list(choice.points.values())
    steps = [b - a for a, b in pairwise(points)]
    if any(step > 0 for step in steps) and any(step < 0 for step in steps):
        yield "warn", said("lint", "zigzag", points=", ".join(plain(one) for one in points))
    if choice.full is not None and choice.full > max(points):
        key = "summed_scale" if choice.full == sum(points) else "short_scale"
        yield "warn", said("lint", key, best=plain(max(points)), full=plain(choice.full))


def _wrong_way(declared: Input, marks: Marks) -> Iterator[Told]:
    """Points must not fall where the value gets better."""
    if declared.better == "neither" or declared.unit == "yes_no":
        return
    ordered = marks if declared.better == "higher" else list(reversed(marks))
    for (worse, mark), (better, other) in pairwise(ordered):
        if other.points < mark.points:
            yield (
                "warn",
                said("lint", "wrong_way", better=_text(other, better), worse=_text(mark, worse)),
            )
            return


def _text(mark: Mark, value: Fraction) -> str:
    """The tier as it is printed, or the value."""
    return mark.rule.partition(" → ")[0] if " → " in mark.rule else plain(value)


def _idle_cap(
    scheme: Scheme, step: Marked, held: Held, declared: Input, marks: Marks
) -> Iterator[Told]:
    if held.most is None or not marks:
        return
    free = cast(Mechanism, held.model_copy(update={"most": None, "full": held.most}))
    highest = max(free.mark(reading_of(scheme, step, declared, value)).points for value, _ in marks)
    if highest < held.most:
        text = said("lint", "idle_cap", most=plain(held.most), highest=plain(highest))
        yield "warn", text


def _weighed(row: Line, declared: Input, marks: Marks) -> Iterator[Told]:
    full = row.mechanism.full_points
    if not marks or not full or not isinstance(row.weight, Fraction) or declared.many:
        return
    share = row.weighs / full
    best = max(mark.points for _, mark in marks)
    if best < full and row.weight and not isinstance(row.mechanism, Choice):
        yield "warn", said("lint", "out_of_reach", best=plain(best), full=plain(full))
    cliff = max(
        (
            (abs(other.points - mark.points) * share, value)
            for (value, mark), (after, other) in pairwise(marks)
            if after - value <= A_LITTLE
        ),
        default=None,
    )
    if cliff and cliff[0] >= 1 and not declared.whole:
        yield "note", said("lint", "cliff", points=shown(cliff[0]), value=plain(cliff[1]))
