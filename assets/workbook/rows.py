"""One line of the form as it is printed: value with its unit, rule, and what a reader may ask."""

import re
from typing import NamedTuple

from assets.workbook.book import Row
from assets.workbook.styles import TIMES
from metrics.exact import exact, percent, plain, shown
from metrics.label import Label, Language
from metrics.number import Fraction
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.words import words

_KEY = re.compile(r"[a-z][a-z0-9_]+")


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
    alone = given if len(given) == 1 else row.inputs if len(row.inputs) == 1 else ()
    unit = scheme.value_named(alone[0]).unit if alone else ""

    def named(name: str) -> str:
        return scheme.label_of(name).in_(language)

    remark = getattr(row, "remark", None)
    return Row(
        item=row.label.in_(language),
        hint=remark.in_(language) if remark else "",
        standard=row.standard(named),
        value=_value(scheme, line, given, inputs, unit, language),
        unit=unit,
        rule=_spoken(scheme, line.rule, language),
        points=_number(line.points),
        weight=exact(line.weight) if row.weight is not None else None,
        weighted=_number(line.weighted),
        remarks=_remarks(scheme, line, inputs, unit, language),
        behind=tuple(scheme.inputs_behind(row.inputs)),
    )


def _value(
    scheme: Scheme,
    line: StoredLine,
    given: list[str],
    inputs: dict[str, Counted],
    unit: str,
    language: Language,
) -> Fraction | str:
    """A number where there is one; words, lists, raters and several inputs as text."""
    if unit == "yes_no" and line.input:
        return "✓" if line.input == "1" else "✗"
    try:
        return exact(line.input)
    except ValueError:
        pass
    declared = [scheme.value_named(name) for name in scheme.rows[line.line].inputs]
    if len(given) > 1 and not any(one.many or one.rated or one.choices for one in declared):
        labels = [scheme.value_named(name).label.in_(language) for name in given]
        return "\n".join(
            f"{label} {inputs[name].value}" for label, name in zip(labels, given, strict=True)
        )
    return _spoken(scheme, line.input, language).replace("; ", "\n") or "—"


def _spoken(scheme: Scheme, text: str, language: Language) -> str:
    """Keys of raters, choices, inputs and figures as the form calls them."""
    called: dict[str, Label] = {name: one.label for name, one in scheme.inputs.items()}
    called |= {name: one.label for name, one in scheme.figures.items()}
    called |= {word: label for one in scheme.inputs.values() for word, label in one.choices.items()}
    called |= {
        name: one.label for name, one in (scheme.raters.who if scheme.raters else {}).items()
    }
    return _KEY.sub(
        lambda found: called[found[0]].in_(language) if found[0] in called else found[0], text
    )


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
