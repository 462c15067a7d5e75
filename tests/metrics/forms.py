"""Filled-in forms as entries of the scorer: numbers, words, lists of events, values by rater."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from metrics.entry import Entry
from metrics.exact import exact

Form = Mapping[str, Any]


def entries_of(agent: str, period: str, form: Form, group: str = "") -> Iterator[Entry]:
    """What a person wrote: `null` was not entered, `n/a` is 0 of 0, `a/b` stays exact."""
    for name, written in form.items():
        if isinstance(written, Mapping):
            for rater, value in written.items():
                if value is not None:
                    yield _entry(agent, name, value, period, group, rater)
        elif isinstance(written, list):
            for value in written:
                yield _entry(agent, name, value, period, group)
        elif written is not None:
            yield _entry(agent, name, written, period, group)


def months(count: int, first: str = "2026-01") -> Iterable[str]:
    """Names of so many months in a row, or of quarters after a first such as 2026-Q1."""
    if "Q" in first:
        at = 4 * int(first[:4]) + int(first[-1]) - 1
        return [f"{one // 4:04d}-Q{one % 4 + 1}" for one in range(at, at + count)]
    return _months(count, first)


def _months(count: int, first: str) -> Iterator[str]:
    year, month = (int(part) for part in first.split("-"))
    for later in range(count):
        place = 12 * year + month - 1 + later
        yield f"{place // 12:04d}-{place % 12 + 1:02d}"


def _entry(agent: str, name: str, value: object, period: str, group: str, rater: str = "") -> Entry:
    if isinstance(value, bool):
        return Entry(agent, name, None, period, group, rater, word="yes" if value else "no")
    if value == "n/a":
        return Entry(agent, name, None, period, group, rater)
    try:
        return Entry(agent, name, exact(value), period, group, rater)
    except ValueError:
        return Entry(agent, name, None, period, group, rater, word=str(value))
