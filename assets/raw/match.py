"""Which source a file belongs to."""

from dataclasses import dataclass, field

from assets.raw.head import Head, Unreadable, head_of
from assets.raw.landing import LandedFile
from assets.raw.source import Source
from metrics.documents import nearest
from metrics.label import Language
from metrics.saying import said


@dataclass(frozen=True)
class Match:
    """A file with the source that fits it best, or the reason why none does."""

    file: LandedFile
    source: Source | None = None
    header: list[str] = field(default_factory=list)
    reason: str = ""


def match_file(file: LandedFile, sources: dict[str, Source], language: Language) -> Match:
    """The one source whose columns the file has; the most matched columns win."""
    if file.size == 0:
        return Match(file, reason=_say("file_is_empty", language))
    try:
        head = head_of(file.path)
    except Unreadable as error:
        return Match(file, reason=_say("file_unreadable", language, why=error))
    candidates = [one for one in sources.values() if one.format == head.format]
    fits: list[tuple[int, Source, list[str]]] = []
    misses: list[tuple[int, Source, list[str], list[str]]] = []
    trouble: list[str] = []
    for source in candidates:
        if not source.takes_name(file.path.name):
            continue
        try:
            header = head.header(source)
        except Unreadable as error:
            trouble.append(str(error))
            continue
        missing, matched = source.missing_headers(header), len(source.matched_headers(header))
        if header and not missing:
            fits.append((matched + (source.pattern != "*"), source, header))
        elif matched:
            misses.append((matched, source, header, missing))
    return _decide(file, head, fits, misses, trouble, language)


def _decide(
    file: LandedFile,
    head: Head,
    fits: list[tuple[int, Source, list[str]]],
    misses: list[tuple[int, Source, list[str], list[str]]],
    trouble: list[str],
    language: Language,
) -> Match:
    if fits:
        fits.sort(key=lambda fit: (-fit[0], fit[1].id))
        best = [source for score, source, _ in fits if score == fits[0][0]]
        if len(best) > 1:
            names = ", ".join(source.id for source in best)
            return Match(
                file,
                reason=f"fits more than one source ({names}); name one under sources in desk.yml.",
            )
        return Match(file, source=best[0], header=fits[0][2])
    if misses:
        _, source, header, missing = max(misses, key=lambda miss: (miss[0], -len(miss[3])))
        unused = [name for name in header if name not in source.matched_headers(header)]
        hint = nearest(missing[0], unused) if unused else ""
        reason = _say(
            "unknown_header", language, source=source.id, missing=", ".join(missing), hint=hint
        )
        return Match(file, header=header, reason=reason)
    if trouble:
        return Match(file, reason=_say("file_unreadable", language, why=trouble[0]))
    return Match(file, reason=_say("no_source", language, format=head.format))


def _say(key: str, language: Language, **values: object) -> str:
    return said("ingest", key, **values).in_(language)
