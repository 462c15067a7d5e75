"""A file as DuckDB can read it: itself, or an unpacked UTF-8 copy in the scratch folder."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assets.files.copying import UTF_8, Copying, bounded, make_copies
from assets.files.landing import LandedFile
from assets.files.packed import chunks, packing_of
from assets.sources.source import Source

TEXT_FORMATS = ("csv", "json")


def readable_paths(files: list[LandedFile], source: Source, scratch: Path) -> list[Path]:
    """Of each file; raises Unreadable where the packing is broken or a line has no end."""
    ending = ".txt" if source.format in TEXT_FORMATS else f".{source.format}"
    encoding = source.encoding if source.format in TEXT_FORMATS else None
    with ThreadPoolExecutor() as looking:
        readable = [*looking.map(lambda file: _is_readable(file, source), files)]
    copies = {
        file: Copying(str(file.path), file.member, encoding, str(scratch / f"{number}{ending}"))
        for number, file in enumerate(files)
        if not readable[number]
    }
    make_copies([*copies.values()])
    return [Path(copies[file].copy) if file in copies else file.path for file in files]


def _is_readable(file: LandedFile, source: Source) -> bool:
    if file.member is not None or packing_of(file.path) is not None:
        return False
    if source.format not in TEXT_FORMATS:
        return True
    return source.encoding in UTF_8 and not _has_nul(file)


def _has_nul(file: LandedFile) -> bool:
    """Looks at every byte once, at memory speed; raises Unreadable for an endless line."""
    found = False
    for chunk in bounded(chunks(file.path, file.member)):
        found = found or b"\0" in chunk
    return found
