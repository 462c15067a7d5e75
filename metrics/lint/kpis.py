"""Doubts about the KPIs behind inputs: unknown, of a queue, one thing twice, no shares."""

from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations

from metrics.documents import read_document
from metrics.kpi import KpiSpec
from metrics.lint.finding import Doubt
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.scheme_input import Input


def doubts_of_kpis(scheme: Scheme) -> Iterator[Doubt]:
    """Only inputs that some line, figure or amount reads."""
    specs: dict[str, KpiSpec] = {}
    for name, declared in scheme.inputs.items():
        if declared.source != "kpi":
            continue
        kpi = declared.kpi or name
        found = _spec(kpi)
        if found is None:
            yield "error", f"inputs.{name}", said("lint", "no_kpi", kpi=kpi)
            continue
        specs[name] = found
        if "agent" in found.not_for and not declared.of_the_queue:
            yield "error", f"inputs.{name}", said("lint", "queue_level", kpi=kpi)
        yield from _no_share(name, declared, found)
    yield from _twice(scheme, specs)


def _spec(kpi: str) -> KpiSpec | None:
    file = files("metrics").joinpath("kpis", f"{kpi.partition(':')[0]}.yml")
    return read_document(file, KpiSpec) if file.is_file() else None


def _no_share(name: str, declared: Input, spec: KpiSpec) -> Iterator[Doubt]:
    """A part that is not inside its whole can pass 100 %."""
    variant = spec.variants.get((declared.kpi or name).partition(":")[2])
    kind = variant.kind if variant and variant.kind else spec.kind
    if declared.unit == "share" and kind == "ratio" and declared.most is not None:
        yield "warn", f"inputs.{name}", said("lint", "no_share", kpi=declared.kpi or name)


def _twice(scheme: Scheme, specs: dict[str, KpiSpec]) -> Iterator[Doubt]:
    """Two lines with a weight that pay for one and the same thing."""
    weighed = {
        name: key
        for key, row in scheme.lines.items()
        if row.weight
        for name in scheme.inputs_behind(row.inputs)
        if name in specs
    }
    for one, other in combinations(weighed, 2):
        a, b = specs[one], specs[other]
        same = a.label == b.label or (
            a.numerator and (a.model, a.numerator) == (b.model, b.numerator)
        )
        if same and not _kinds_of_one(scheme, specs, one, other) and weighed[one] != weighed[other]:
            text = said("lint", "twice", one=a.label, other=b.label)
            yield "warn", f"lines.{weighed[other]}", text


def _kinds_of_one(scheme: Scheme, specs: dict[str, KpiSpec], one: str, other: str) -> bool:
    """Two variants that share neither part nor whole count different things, such as plans."""
    ids = [(scheme.inputs[name].kpi or name).partition(":") for name in (one, other)]
    if ids[0][0] != ids[1][0]:
        return False
    a, b = (specs[one].variants.get(id_[2]) for id_ in ids)
    if a is None or b is None:
        return False
    return a.numerator != b.numerator and a.denominator != b.denominator
