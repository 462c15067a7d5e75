"""How a column may be read from a header: what its cells prove, and what they leave open."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assets.files.match import PERSONAL
from assets.probe.date_formats import epoch_parts, fitting_formats, is_iso
from assets.probe.layout import Layout
from assets.probe.likeness import Meaning
from assets.raw.log import LogColumn
from assets.sources.source import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Entry = dict[str, object]
NULL_WORDS = ("?", "-", "--", "—", "N/A", "NULL", "null", "None", "nan")
# Text columns whose words the models know: a word of the file's own would pass for none of them.
WORDED = (
    "status", "outcome", "kind", "sender_role", "actor_role", "direction", "event", "state",
)  # fmt: skip
MOST_WORDS = 12
LONGEST_WORD = 30
MOST_TRUTHS = 4
BOOLEANS = {"true", "false", "t", "f", "yes", "no", "y", "n", "1", "0"}
TRUTHS = {"是": True, "有": True, "good": True, "否": False, "无": False, "bad": False}
HMS = re.compile(r"(\d+:)?\d+:\d\d(\.\d+)?")
SPELT = re.compile(
    r"(\d+(\.\d+)?\s*(天|小时|时|分钟|分|秒|days?|hours?|hrs?|h|mins?|m|secs?|s|d)\s*)+"
)


@dataclass(frozen=True)
class Proposal:
    """A mapping in the words of the vocabulary, or what a person must choose from."""

    entry: Entry
    choices: list[Entry] = field(default_factory=list)  # readings between which no cell decides
    words: list[str] = field(default_factory=list)  # of the file; each needs a word of the log

    @property
    def is_open(self) -> bool:
        return bool(self.choices or self.words)


def propose(
    connection: "DuckDBPyConnection",
    texts: list[str],
    meaning: Meaning,
    column: LogColumn,
    sources: dict[str, Source],
) -> Proposal:
    """A mapping of the header to the column, as far as the texts of its cells tell."""
    entry: Entry = {"from": meaning.header}
    if not texts:
        return Proposal(entry)
    match column.type:
        case "timestamp" | "date":
            return _dated(connection, entry, texts, sources)
        case "boolean" if not {text.casefold() for text in texts} <= BOOLEANS:
            return _worded(entry, texts, TRUTHS | _known_words(meaning, sources))
        case "text" if meaning.column in WORDED and not set(texts) <= _own_words(column):
            return _worded(entry, texts, _known_words(meaning, sources))
        case "seconds":
            return Proposal(entry | _span(texts))
        case "integer" | "number" | "money" if all(text.endswith(("%", "％")) for text in texts):
            percent: Entry = entry | {"unit": "percent"}
            if column.type == "integer":  # a count from a share needs the whole that it is of
                return Proposal(entry, choices=[percent | {"of": "?"}])
            return Proposal(percent)
        case _:
            return Proposal(entry)


def texts_of(layout: Layout, header: str) -> list[str]:
    """The different texts of a column, less the words that mean none."""
    return sorted(set(layout.cells(header)) - set(NULL_WORDS))


def is_plausible(texts: list[str], column: LogColumn) -> bool:
    """Whether such cells can be what the column takes at all."""
    match column.type:
        case "boolean":
            return len(texts) <= MOST_TRUTHS
        case "text":
            return True
        case _:
            return not texts or any(letter.isdigit() for text in texts for letter in text)


def _dated(
    connection: "DuckDBPyConnection", entry: Entry, texts: list[str], sources: dict[str, Source]
) -> Proposal:
    parts = epoch_parts(texts)
    if parts is not None:
        return Proposal(entry | {"format": "%s"} | ({"unit": "ms"} if parts == 1000 else {}))
    if is_iso(connection, texts):
        return Proposal(entry)
    known = [
        format_
        for source in sources.values()
        for mapping in source.columns.values()
        for format_ in mapping.format
    ]
    formats = fitting_formats(connection, texts, known)
    if len(formats) == 1:
        return Proposal(entry | {"format": formats[0]})
    return Proposal(entry, choices=[entry | {"format": one} for one in formats or ["?"]])


def _worded(entry: Entry, texts: list[str], known: dict[str, object]) -> Proposal:
    """Words that a source of this log knows are taken from it; all others are left open."""
    words = sorted(set(texts))
    if set(words) <= set(known):
        return Proposal(entry | {"values": {word: known[word] for word in words}})
    short = [word for word in words if len(word) <= LONGEST_WORD and not re.search(PERSONAL, word)]
    return Proposal(entry, words=short[:MOST_WORDS] or ["?"])


def _known_words(meaning: Meaning, sources: dict[str, Source]) -> dict[str, object]:
    source = sources.get(meaning.known.source)
    return dict(source.columns[meaning.column].values) if source is not None else {}


def _own_words(column: LogColumn) -> set[str]:
    return set(re.findall(r"[a-z_]+", column.description))


def _span(texts: list[str]) -> Entry:
    if all(HMS.fullmatch(text) for text in texts):
        return {"unit": "hms"}
    return {"unit": "words"} if all(SPELT.fullmatch(text) for text in texts) else {}
