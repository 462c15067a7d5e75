"""Which source a file belongs to."""

import difflib
import re
from dataclasses import dataclass, field

from assets.files.head import Head, head_of
from assets.files.landing import LandedFile
from assets.files.packed import Unreadable
from assets.sources.source import Source
from metrics.documents import hint
from metrics.label import Language
from metrics.saying import said

# Of a header with thousands of names only the first can be a slip of the pen.
NAMES_COMPARED = 200
PERSONAL = r"@|\d{5}"


@dataclass(frozen=True)
class Match:
    """A file with the source that fits it best, or the reason why none does."""

    file: LandedFile
    source: Source | None = None
    header: list[str] = field(default_factory=list)
    reason: str = ""
    is_json_lines: bool = False


@dataclass(frozen=True)
class Fit:
    """How well one source fits: the headers that it would use, and those that it misses."""

    source: Source
    header: list[str]
    missing: list[str]

    @property
    def score(self) -> tuple[int, bool]:
        """The most matched columns win; a format that somebody described beats our own."""
        matched = len(self.source.matched_headers(self.header))
        by_name = self.source.pattern != "*"
        return matched + by_name, not self.source.id.startswith("canonical_")


def match_file(file: LandedFile, sources: dict[str, Source], language: Language) -> Match:
    """The one source whose columns the file has."""
    try:
        head = head_of(file)
    except Unreadable as error:
        return Match(file, reason=_say(error.word, language, **error.values))
    fits, misses, trouble = _fits(head, file, sources)
    if fits:
        return _chosen(head, fits, language)
    if misses:
        return _missed(file, max(misses, key=lambda one: (one.score, -len(one.missing))), language)
    if trouble:
        return Match(file, reason=_say(trouble[0].word, language, **trouble[0].values))
    return Match(file, reason=_say("no_source", language, format=head.format))


def _fits(
    head: Head, file: LandedFile, sources: dict[str, Source]
) -> tuple[list[Fit], list[Fit], list[Unreadable]]:
    fits: list[Fit] = []
    misses: list[Fit] = []
    trouble: list[Unreadable] = []
    wanted = [
        one
        for source in sources.values()
        if source.format == head.format and source.beside is None
        for one in source.in_each_encoding()
    ]
    for source in wanted:
        if not source.takes_name(file.base_name):
            continue
        try:
            header = head.header(source)
        except Unreadable as error:
            trouble.append(error)
            continue
        one = Fit(source, header, source.missing_headers(header))
        if header and not one.missing:
            fits.append(one)
        elif source.matched_headers(header):
            misses.append(one)
    return fits, misses, trouble


def _chosen(head: Head, fits: list[Fit], language: Language) -> Match:
    best = max(fit.score for fit in fits)
    winners = [fit for fit in fits if fit.score == best]
    if len(winners) > 1:
        names = ", ".join(sorted(fit.source.id for fit in winners))
        return Match(head.file, reason=_say("several_sources", language, names=names))
    is_lines = head.format == "json" and head.is_json_lines
    return Match(head.file, winners[0].source, winners[0].header, is_json_lines=is_lines)


def _missed(file: LandedFile, nearest_fit: Fit, language: Language) -> Match:
    source, header = nearest_fit.source, nearest_fit.header[:NAMES_COMPARED]
    used = source.matched_headers(header)
    # a file without header line names its first record: nothing of it is repeated
    unused = [name for name in header if name not in used and not re.search(PERSONAL, name)]
    close = difflib.get_close_matches(nearest_fit.missing[0], unused, n=1, cutoff=0.5)
    meant = hint(nearest_fit.missing[0], close)
    missing = ", ".join(nearest_fit.missing)
    reason = _say("unknown_header", language, source=source.id, missing=missing, hint=meant)
    return Match(file, header=nearest_fit.header, reason=reason)


def _say(key: str, language: Language, **values: object) -> str:
    return said("ingest", key, **values).in_(language)
