"""What is doubtful in a scheme that can be read, in every reading that it offers."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from metrics.documents import Problem
from metrics.exact import shown
from metrics.label import Label
from metrics.lint.finding import Doubt, Finding, Level
from metrics.lint.kpis import doubts_of_kpis
from metrics.lint.rows import doubts_of_row
from metrics.lint.whole import doubts_of_whole, results_in_the_middle
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.scheme_files import read_scheme

__all__ = ["Finding", "doubts_of", "lint"]


def lint(file: Traversable) -> list[Finding]:
    """Findings of the file as it stands, then what its other readings add as notes."""
    name = file.name.removesuffix(".yml")
    try:
        scheme = read_scheme(file)
    except Problem as problem:
        sentences = str(problem).splitlines()
        return [Finding("error", name, "", Label(en=one, zh=one)) for one in sentences]
    found = [_finding(scheme, doubt) for doubt in doubts_of(scheme)]
    known = {(one.where, one.text.en) for one in found}
    for reading, settings in _readings(scheme):
        other = _doubts_of_reading(file, settings, reading, results_in_the_middle(scheme))
        found += [one for one in other if (one.where, one.text.en) not in known]
    return found


def doubts_of(scheme: Scheme) -> Iterator[Doubt]:
    yield from doubts_of_whole(scheme)
    yield from doubts_of_kpis(scheme)
    for key, row in scheme.lines.items():
        yield from doubts_of_row(scheme, key, row)


def _finding(
    scheme: Scheme, doubt: Doubt, level: Level | None = None, reading: str = ""
) -> Finding:
    own, where, text = doubt
    return Finding(level or own, scheme.id, where, text, reading)


def _readings(scheme: Scheme) -> Iterator[tuple[str, dict[str, object]]]:
    for name, parameter in scheme.parameters.items():
        for alternative in parameter.alternatives:
            yield f"{name}={alternative}", {name: alternative}
    for name, option in scheme.options.items():
        for choice in option.choices:
            if choice != option.default:
                yield f"{name}={choice}", {name: choice}


def _doubts_of_reading(
    file: Traversable, settings: dict[str, object], reading: str, usual: dict[str, Fraction]
) -> list[Finding]:
    try:
        scheme = read_scheme(file, settings)
    except Problem as problem:
        text = Label(en=str(problem), zh=str(problem))
        return [Finding("error", file.name.removesuffix(".yml"), "", text, reading)]
    found = [_finding(scheme, doubt, "note", reading) for doubt in doubts_of(scheme)]
    return found + list(_differences(scheme, reading, usual))


def _differences(scheme: Scheme, reading: str, usual: dict[str, Fraction]) -> Iterator[Finding]:
    """Where the question that the form leaves open decides about money."""
    for result, number in results_in_the_middle(scheme).items():
        before = usual.get(result)
        if result in scheme.pay and before is not None and number != before:
            text = said(
                "lint", "reading_pays", result=scheme.pay[result].label,
                other=shown(number), usual=shown(before),
            )  # fmt: skip
            yield Finding("note", scheme.id, f"pay.{result}", text, reading)
