"""Figures by a printed formula over named counts; what cannot be divided has no value."""

from collections.abc import Mapping, Sequence

from metrics.documents import Problem, nearest
from metrics.formula import Formula
from metrics.kinds.kpi_list import KpiList
from metrics.number import Fraction

Counts = Mapping[str, Fraction]
ONE = Fraction(1)


def tallied(values: Mapping[str, Fraction | Sequence[Fraction]]) -> dict[str, Fraction]:
    """Counts as they are; a list of answers becomes its sum and its number."""
    found: dict[str, Fraction] = {}
    for name, value in values.items():
        if isinstance(value, Fraction):
            found[name] = value
        else:
            found |= {f"{name}_sum": sum(value, Fraction(0)), f"{name}_count": Fraction(len(value))}
    return found


def figure(formula: Formula, counts: Counts) -> Fraction | None:
    """None where there is nothing to divide by."""
    missing = [name for name in formula.names if name not in counts]
    if missing:
        hint = nearest(missing[0], list(counts))
        raise Problem(f'"{formula.text}" needs {", ".join(missing)}.{hint}')
    try:
        return formula.number(counts)
    except ZeroDivisionError:
        return None


def listed_figure(
    document: KpiList, name: str, counts: Counts, variant: str | None = None
) -> Fraction | None:
    """A KPI of the list by its own formula, or by that of a variant."""
    if name not in document.kpis:
        raise Problem(f'{document.id} lists no KPI "{name}".{nearest(name, list(document.kpis))}')
    one = document.kpis[name]
    if variant is not None and variant not in one.variants:
        raise Problem(f'"{name}" has no variant "{variant}".{nearest(variant, list(one.variants))}')
    definition = one if variant is None else one.variants[variant]
    if definition.formula is None:
        raise Problem(f'{document.id} prints no formula of "{name}"; see KPI {definition.kpi}.')
    return figure(definition.formula, counts)


def completion(
    document: KpiList, weights: Mapping[str, Fraction], done: Mapping[str, Fraction]
) -> Fraction | None:
    """Σ(weight × completion) / Σ weight over a role's list; what was not measured is left out."""
    measured = [name for name in weights if name in done]
    total = sum((weights[name] for name in measured), Fraction(0))
    if total == 0:
        return None
    shares = {
        name: min(done[name], ONE) if document.each_at_most_100 else done[name] for name in measured
    }
    return sum((weights[name] * shares[name] for name in measured), Fraction(0)) / total
