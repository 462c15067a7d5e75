"""What a file would become: which source takes it and why, or which come nearest."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from assets.desk.home import Desk
from assets.files.landing import LandedFile, landed_file, landed_files
from assets.files.match import match_file
from assets.files.packed import Unreadable
from assets.probe.near import Near, nearest_sources
from assets.probe.origins import Origins, origins_of
from assets.probe.preview import Preview, preview
from assets.probe.sniff import sniff
from assets.raw.load import sources_of
from assets.sources.catalogue import load_sources
from assets.sources.source import Source
from metrics.documents import Problem
from metrics.label import Language
from metrics.words import label


@dataclass(frozen=True)
class Reading:
    """A file as one source reads it."""

    source: Source
    origins: Origins
    preview: Preview


@dataclass(frozen=True)
class Fit:
    """The answer of `deskmark sources check` for one file."""

    file: str
    readings: list[Reading] = field(default_factory=list)  # by its source, then by those beside it
    reason: str = ""  # why it is not taken
    nearest: list[Near] = field(default_factory=list)
    can_be_drafted: bool = False

    @property
    def is_good(self) -> bool:
        """Whether a source takes the file and refuses none of its records."""
        return bool(self.readings) and all(one.preview.refused == 0 for one in self.readings)


def known_sources(desk: Desk | None) -> dict[str, Source]:
    return sources_of(desk) if desk is not None else load_sources()


def files_at(paths: Iterable[Path]) -> list[LandedFile]:
    """The files named, and those in the folders named; raises Problem where there is none."""
    found: list[LandedFile] = []
    for path in paths:
        if path.is_dir():
            inside = landed_files(path, [path])
            if not inside:
                raise Problem(f"{path}: there is no file in this folder.")
            found += inside
        elif path.is_file():
            found += landed_file(path, str(path), path.parent)
        else:
            raise Problem(f"{path}: there is no such file.")
    return found


def check(file: LandedFile, desk: Desk | None, language: Language) -> Fit:
    """Matches the file, and loads it alone where a source takes it; changes nothing."""
    sources = known_sources(desk)
    match = match_file(file, sources, language)
    if match.source is None:
        return _without(file, match.reason, sources)
    readers = [match.source, *(one for one in sources.values() if one.beside == match.source.id)]
    previews = preview(file, readers, desk, language)
    if isinstance(previews, str):
        return Fit(file.name, reason=previews)
    readings = [
        Reading(one, origins_of(one, match.header, sources), previews[one.id])
        for one in readers
        if one.id in previews
    ]
    if not readings:
        return Fit(file.name, reason=label("draft", "passed_over").in_(language))
    return Fit(file.name, readings)


def _without(file: LandedFile, reason: str, sources: dict[str, Source]) -> Fit:
    """No source takes the file; where its layout can be told, those that come nearest."""
    try:
        layout = sniff(file)
    except Unreadable:
        return Fit(file.name, reason=reason)
    nearest = nearest_sources(file, layout, sources)
    return Fit(file.name, reason=reason, nearest=nearest, can_be_drafted=bool(layout.header))
