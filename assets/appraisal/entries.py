"""Entries of the scorer from what score.inputs keeps: numbers, ratios, words, raters, events."""

import re
from collections.abc import Iterator

from assets.ledger.corrections import ORIGIN
from metrics.entry import Entry, Fault
from metrics.exact import exact
from metrics.label import Label
from metrics.saying import said
from metrics.scheme import Scheme
from metrics.score_input import NO_VALUE

AGREED = "approval"  # entered, and moved to where it counts once others had agreed
ENTERED = ("month_end", ORIGIN, AGREED)  # by a person: the rater follows a colon
_BETWEEN = re.compile(r"[;；、]")


def split(cell: str) -> list[str]:
    """Many values in one cell: "92; 88; 95"."""
    return [one.strip() for one in _BETWEEN.split(cell) if one.strip()]


def entries_of(
    scheme: Scheme,
    who: tuple[str, str, str],
    name: str,
    numbers: tuple[str | None, str | None, str | None],
    origin: str,
) -> Iterator[Entry | Fault]:
    """One entry; where the form takes many values, one for each in the cell."""
    declared = scheme.input_named(name)
    value = numbers[0]
    if declared is not None and declared.many and value and origin.startswith(ENTERED):
        for one in split(value):
            yield _entry(scheme, who, name, (one, None, None), origin)
    else:
        yield _entry(scheme, who, name, numbers, origin)


def _entry(
    scheme: Scheme,
    who: tuple[str, str, str],
    name: str,
    numbers: tuple[str | None, str | None, str | None],
    origin: str,
) -> Entry | Fault:
    """`who` is agent, period and team; `numbers` are value, numerator and denominator.

    What is no number may be a word, where the scheme takes words there, or say that there is none.
    """
    agent_id, period, team = who
    value, over, under = numbers
    rater = origin.partition(":")[2] if origin.startswith(ENTERED) else ""
    if (value or "").casefold() in NO_VALUE and not _takes_words(scheme, name):
        return Entry(agent_id, name, None, period, team, rater)
    try:
        if over is not None and under is not None:
            number = exact(over) / exact(under) if exact(under) else None
        else:
            number = exact(value or "")
    except ValueError as error:
        if value and _takes_words(scheme, name):
            return Entry(agent_id, name, None, period, team, rater, word=value)
        return Fault(_no_number(name, error), agent_id, period)
    return Entry(agent_id, name, number, period, team, rater)


def _takes_words(scheme: Scheme, name: str) -> bool:
    declared = scheme.input_named(name)
    return declared is not None and declared.unit in ("choice", "yes_no")


def _no_number(name: str, error: ValueError) -> Label:
    return said("appraisal", "not_a_number", column=name, why=error)
