"""A number of a person: built, read, found by its date, and put in order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.documents import Problem
from metrics.kinds.numbers import Digits, Format, Order
from metrics.label import Label
from metrics.saying import said

_CENTURY = 100


def build(format_: Format, *, hired: date, serial: int, codes: Mapping[str, str] = {}) -> str:
    """The number of one person; codes by part, without those of the part before."""
    found = "".join(
        _written(name, part, hired, serial, codes) for name, part in format_.parts.items()
    )
    refused = amiss(format_, found)
    if refused:
        raise Problem(refused[0].en)
    return found


def _written(name: str, part: Digits, hired: date, serial: int, codes: Mapping[str, str]) -> str:
    match part.kind:
        case "text":
            return part.text
        case "year":
            return str(hired.year % _CENTURY if part.digits == 2 else hired.year).zfill(part.digits)
        case "month":
            return str(hired.month).zfill(part.digits)
        case "serial":
            if not 0 < serial < 10**part.digits:
                raise Problem(f"{serial} is no serial of {part.digits} digits.")
            return str(serial).zfill(part.digits)
    if name not in codes:
        raise Problem(f'the number needs a code for "{name}".')
    return codes[name]


def decode(format_: Format, number: str) -> dict[str, str]:
    """Its parts by name, as written; an unreadable number is a Problem."""
    refused = amiss(format_, number)
    if refused:
        raise Problem(refused[0].en)
    return _split(format_, number)


def meaning(format_: Format, number: str) -> Label | None:
    """Of a fixed number; any other says its parts only."""
    return format_.fixed.get(number)


def amiss(format_: Format, number: str) -> list[Label]:
    """Why it is no number of this format."""
    if len(number) != format_.length:
        return [said("documents", "wrong_length", number=number, length=format_.length)]
    if number in format_.never:
        return [said("documents", "never_given", number=number)]
    if number in format_.fixed:
        return []
    parts = _split(format_, number)
    return [
        said("documents", "unknown_part", number=number, part=one.label, text=parts[name])
        for name, one in format_.parts.items()
        if not _fits(one, parts[name], parts.get(one.after or "", ""))
    ]


def _split(format_: Format, number: str) -> dict[str, str]:
    found: dict[str, str] = {}
    start = 0
    for name, part in format_.parts.items():
        found[name] = number[start : start + part.length]
        start += part.length
    return found


def _fits(part: Digits, text: str, before: str) -> bool:
    if part.kind == "text":
        return text == part.text
    if not re.fullmatch(r"[0-9]+", text):
        return False
    match part.kind:
        case "code":
            return part.open or before + text in part.codes
        case "month":
            return 1 <= int(text) <= 12
        case "serial":
            return int(text) > 0
    return True


@dataclass(frozen=True)
class Holder:
    """Who holds a number from one day to another, both included; open where nobody left."""

    number: str
    person: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def holder(holders: Iterable[Holder], number: str, day: date) -> str | None:
    """By number and date, never by number alone; two at once are a Problem."""
    found = sorted({one.person for one in holders if one.number == number and one.holds_on(day)})
    if len(found) > 1:
        raise Problem(f"{number} is held by {' and '.join(found)} on {day}; mend their dates.")
    return found[0] if found else None


def in_order(orders: Sequence[Order], people: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Those who join on one day; who is alike in everything stays as given."""
    found = list(people)
    for order in reversed(orders):
        found.sort(key=lambda name: people[name][order.by], reverse=order.first == "highest")
    return found
