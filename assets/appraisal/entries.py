"""Entries of the scorer from what score.inputs keeps: numbers, ratios, words, raters, events."""

from metrics.entry import Entry, Fault
from metrics.exact import exact
from metrics.label import Label
from metrics.saying import said
from metrics.scheme import Scheme

MONTH_END = "month_end"


def entry_of(
    scheme: Scheme,
    who: tuple[str, str, str],
    name: str,
    numbers: tuple[str | None, str | None, str | None],
    origin: str,
) -> Entry | Fault:
    """`who` is agent, period and team; `numbers` are value, numerator and denominator.

    What is no number may be a word, where the scheme takes words there.
    """
    agent_id, period, team = who
    value, over, under = numbers
    rater = origin.removeprefix(MONTH_END).lstrip(":") if origin.startswith(MONTH_END) else ""
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
