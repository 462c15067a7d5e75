"""One line of the form as it is printed: value with its unit, rule, and what a reader may ask."""

from collections.abc import Callable
from typing import NamedTuple

from assets.workbook.book import Row
from assets.workbook.styles import TIMES
from metrics.exact import exact, percent, plain, shown
from metrics.label import Language
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.words import words


class StoredLine(NamedTuple):
    """As score.lines keeps it."""

    line: str
    input: str
    rule: str
    points: str | None
    weight: str
    weighted: str | None
    next_needs: str | None
    next_gains: str | None
    note: str


class Counted(NamedTuple):
    """As score.inputs keeps it."""

    value: str | None
    numerator: str | None
    denominator: str | None
    n: int | None
    state: str


def row_of(scheme: Scheme, line: StoredLine, inputs: dict[str, Counted], language: Language) -> Row:
    row = scheme.rows[line.line]
    given = [name for name in row.inputs if name in inputs and inputs[name].value is not None]
    single = given[0] if len(given) == 1 else None
    unit = scheme.value_named(single).unit if single else ""

    def named(name: str) -> str:
        return scheme.label_of(name).in_(language)

    remark = getattr(row, "remark", None)
    return Row(
        item=row.label.in_(language),
        hint=remark.in_(language) if remark else "",
        standard=row.standard(named),
        value=exact(line.input) if single and line.input else _together(given, inputs, named),
        unit=unit,
        rule=line.rule,
        points=_number(line.points),
        weight=exact(line.weight),
        weighted=_number(line.weighted),
        remarks=_remarks(scheme, line, inputs, unit, language),
    )


def _together(given: list[str], inputs: dict[str, Counted], named: Callable[[str], str]) -> str:
    return "\n".join(f"{named(name)} {inputs[name].value}" for name in given) or "—"


def _number(text: str | None) -> Fraction | None:
    return exact(text) if text is not None else None


def _remarks(
    scheme: Scheme,
    line: StoredLine,
    inputs: dict[str, Counted],
    unit: str,
    language: Language,
) -> str:
    row = scheme.rows[line.line]
    parts = [
        text
        for name in row.inputs
        if name in inputs and (text := _counted(inputs[name], scheme.value_named(name).unit))
    ]
    parts += [
        said("workbook", "provisional", label=scheme.value_named(name).label).in_(language)
        for name in row.inputs
        if name in inputs and inputs[name].state == "provisional"
    ]
    if line.next_needs is not None and line.next_gains is not None:
        needs, gains = exact(line.next_needs), shown(exact(line.next_gains))
        text = percent(needs) if unit == "share" else plain(needs)
        if unit in TIMES:
            text += f" {words('workbook', unit, language)}"
        parts.append(said("workbook", "next_tier", needs=text, gains=gains).in_(language))
    return "\n".join([*parts, *([line.note] if line.note else [])])


def _counted(counted: Counted, unit: str) -> str:
    """Counts behind a share; the sums behind other numbers say little to a reader."""
    if unit == "share" and counted.numerator and counted.denominator:
        return f"{counted.numerator} / {counted.denominator}"
    return f"n = {counted.n}" if counted.n else ""
