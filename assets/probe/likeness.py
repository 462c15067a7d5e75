"""Which column of a log a header may mean: by its own name, and by headers that sources know."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from assets.raw.log import Log, load_logs
from assets.sources.source import Source

LIKE_ENOUGH = 0.85  # to be taken for the column
HOLDS = 0.7  # a header that holds the whole name, such as order_status: worth a hint, no more
MOST_NAMES = 300  # of a header with thousands the rest is not compared
REMARKS = re.compile(r"[(（\[【].*?[)）\]】]")


@dataclass(frozen=True)
class Name:
    """A name by which a column of a log is known: its own, or a header of a source."""

    name: str
    log: str
    column: str
    source: str = ""  # empty for the column's own name


@dataclass(frozen=True)
class Meaning:
    """What a header may mean, and the name that says so."""

    header: str
    column: str
    likeness: float  # 1 for the very name
    known: Name


@dataclass(frozen=True)
class Guess:
    """A log that a file may hold, with a header for each column that is found."""

    log: Log
    meanings: dict[str, Meaning]  # by column
    missing: list[str]  # required columns without a header

    @property
    def weight(self) -> float:
        required = sum(column.required for column in self.log.columns.values())
        found = required - len(self.missing)
        return sum(one.likeness for one in self.meanings.values()) + 2 * found / max(required, 1)


def known_names(sources: Mapping[str, Source]) -> list[Name]:
    """Every column's own name, then every header that a source reads into it alone."""
    own = [
        Name(column, log.name, column)
        for log in load_logs().values()
        for column in log.mapped_columns
    ]
    told = [
        Name(header, source.log, column, source.id)
        for source in sources.values()
        for column, mapping in source.columns.items()
        for header in mapping.names
    ]
    return own + told


def meanings_of(
    header: str, log: Log, names: Iterable[Name], at_least: float = LIKE_ENOUGH
) -> list[Meaning]:
    """The columns of the log that the header is like, the likest first."""
    best: dict[str, Meaning] = {}
    for known in names:
        if known.column not in log.columns:
            continue
        likeness = _likeness(header, known.name)
        if known.log != log.name:
            likeness -= 0.03  # the same name says more in a source of the same log
        if likeness >= at_least and (
            known.column not in best or likeness > best[known.column].likeness
        ):
            best[known.column] = Meaning(header, known.column, likeness, known)
    return sorted(best.values(), key=lambda one: (-one.likeness, one.column))


def likest(wanted: list[str], header: list[str]) -> str:
    """The header that is most like one of these names; empty where none is like enough."""
    pairs = [(_likeness(name, one), name) for name in header for one in wanted]
    likeness, name = max(pairs, default=(0.0, ""))
    return name if likeness >= HOLDS else ""


def guess_logs(header: list[str], sources: Mapping[str, Source]) -> list[Guess]:
    """Every log with what the header gives for it, the likeliest first."""
    names = known_names(sources)
    guesses = [_guess(header, log, names) for log in load_logs().values()]
    return sorted(guesses, key=lambda guess: (-guess.weight, guess.log.name))


def _guess(header: list[str], log: Log, names: list[Name]) -> Guess:
    """Each header gives one column at most, and each column takes one header: the likest pairs."""
    personal = {
        _plain(one.name) for one in names if load_logs()[one.log].columns[one.column].pseudonym
    }
    pairs = [
        one
        for name in header[:MOST_NAMES]
        for one in meanings_of(name, log, names)
        # what names a customer in one export must not be stored as it is from another
        if log.columns[one.column].pseudonym or _plain(name) not in personal
    ]
    taken: dict[str, Meaning] = {}
    used: set[str] = set()
    for pair in sorted(pairs, key=lambda one: (-one.likeness, header.index(one.header))):
        if pair.column not in taken and pair.header not in used:
            taken[pair.column] = pair
            used.add(pair.header)
    found = {column: taken[column] for column in log.columns if column in taken}
    required = [name for name, column in log.columns.items() if column.required]
    return Guess(log, found, [name for name in required if name not in found])


@cache
def _likeness(header: str, known: str) -> float:
    a, b = _plain(header), _plain(known)
    if a == b:
        return 1.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    ratio = matcher.ratio() if matcher.real_quick_ratio() >= HOLDS else 0.0
    if ratio < LIKE_ENOUGH and b in a and len(b) >= (4 if b.isascii() else 2):
        return HOLDS
    return min(ratio, 0.99)


@cache
def _plain(name: str) -> str:
    """Letters and digits alone, in one case; a remark in brackets says a unit, not a name."""
    text = unicodedata.normalize("NFKC", name)
    bare = REMARKS.sub("", text) or text
    return "".join(letter for letter in bare.casefold() if letter.isalnum()) or text
