"""What is doubtful in a scheme that can be read, in every reading that it offers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Literal

from metrics.documents import Problem, read_document
from metrics.exact import plain
from metrics.interval import seams
from metrics.label import Label
from metrics.mechanisms.tiers import Tiers
from metrics.mechanisms.total_of import TotalOf
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.scheme_files import read_scheme
from metrics.scheme_input import Input
from metrics.step import Marked


@dataclass(frozen=True)
class Finding:
    """`note` is a trap that only another reading of the document opens."""

    level: Literal["error", "warn", "note"]
    scheme: str
    where: str
    text: Label
    reading: str = ""


def lint(file: Traversable) -> list[Finding]:
    name = file.name.removesuffix(".yml")
    try:
        scheme = read_scheme(file)
    except Problem as problem:
        sentences = str(problem).splitlines()
        return [Finding("error", name, "", Label(en=one, zh=one)) for one in sentences]
    found = list(_doubts(scheme))
    known = {(one.where, one.text.en) for one in found}
    for reading, settings in _readings(scheme):
        other = _doubts_of_reading(file, settings, reading)
        found += [one for one in other if (one.where, one.text.en) not in known]
    return found


def _readings(scheme: Scheme) -> Iterator[tuple[str, dict[str, object]]]:
    for name, parameter in scheme.parameters.items():
        for alternative in parameter.alternatives:
            yield f"{name}={alternative}", {name: alternative}
    for name, option in scheme.options.items():
        for choice in option.choices:
            if choice != option.default:
                yield f"{name}={choice}", {name: choice}


def _doubts_of_reading(
    file: Traversable, settings: dict[str, object], reading: str
) -> list[Finding]:
    try:
        doubts = list(_doubts(read_scheme(file, settings)))
    except Problem as problem:
        text = Label(en=str(problem), zh=str(problem))
        return [Finding("error", file.name.removesuffix(".yml"), "", text, reading)]
    return [replace(one, level="note", reading=reading) for one in doubts]


def _doubts(scheme: Scheme) -> Iterator[Finding]:
    if scheme.weights_total != 100 and any(row.weight is not None for row in scheme.lines.values()):
        text = said("lint", "incomplete", total=plain(scheme.weights_total))
        yield Finding("warn", scheme.id, "weights_total", text)
    for key, row in scheme.rows.items():
        for where, step in _steps(f"lines.{key}", row):
            for level, text in _doubts_of_step(scheme, step):
                yield Finding(level, scheme.id, where, text)


def _steps(where: str, step: Marked) -> Iterator[tuple[str, Marked]]:
    yield where, step
    if isinstance(step.mechanism, TotalOf):
        for key, part in step.mechanism.parts.items():
            yield from _steps(f"{where}.parts.{key}", part)


Doubt = tuple[Literal["error", "warn"], Label]


def _doubts_of_step(scheme: Scheme, step: Marked) -> Iterator[Doubt]:
    if step.input is None:
        return
    declared = scheme.value_named(step.input)
    if declared.source == "kpi":
        yield from _doubts_of_kpi(declared.kpi or step.input)
    if isinstance(step.mechanism, Tiers):
        for check in _TIER_CHECKS:
            yield from check(step.mechanism, declared)


def _doubts_of_kpi(name: str) -> Iterator[Doubt]:
    from metrics.kpi import KpiSpec

    file = files("metrics").joinpath("kpis", f"{name.partition(':')[0]}.yml")
    if not file.is_file():
        yield "error", said("lint", "no_kpi", kpi=name)
    elif "agent" in read_document(file, KpiSpec).not_for:
        yield "error", said("lint", "queue_level", kpi=name)


def _above_the_row(tiers: Tiers, declared: Input) -> Iterator[Doubt]:
    for band, points in tiers.bands.items():
        if points > tiers.full_points and tiers.overflow == "as_printed":
            text = said(
                "lint", "above_full", band=band, points=plain(points), full=plain(tiers.full_points)
            )
            yield "warn", text


def _wrong_way(tiers: Tiers, declared: Input) -> Iterator[Doubt]:
    """Points must not fall where the value gets better."""
    ordered = sorted(tiers.bands.items(), key=lambda tier: _position(tier[0].low))
    for (lower, fewer), (higher, more) in pairwise(ordered):
        worse, better = (lower, higher) if declared.better == "higher" else (higher, lower)
        gain = more - fewer if declared.better == "higher" else fewer - more
        if declared.better != "neither" and gain < 0:
            yield "warn", said("lint", "wrong_way", better=better, worse=worse)


def _holes(tiers: Tiers, declared: Input) -> Iterator[Doubt]:
    for gap in seams(list(tiers.bands))[1]:
        yield "warn", Label(en=gap, zh=gap)
    for edge in (declared.least, declared.most):
        if edge is not None and not any(band.holds(edge) for band in tiers.bands):
            yield "warn", said("lint", "end_without_tier", value=plain(edge))
    if declared.least is None and all(band.low is not None for band in tiers.bands):
        yield "warn", said("lint", "no_lowest")
    if declared.most is None and all(band.high is not None for band in tiers.bands):
        yield "warn", said("lint", "no_highest")


def _position(low: Fraction | None) -> tuple[bool, Fraction]:
    return low is not None, low or Fraction(0)


_TIER_CHECKS: tuple[Callable[[Tiers, Input], Iterator[Doubt]], ...] = (
    _above_the_row,
    _wrong_way,
    _holes,
)
