"""Files that wait on a desk, known by their content."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assets.desk.home import Desk

# Names of files that are still being written, or that an editor keeps beside an open one.
UNFINISHED = (".part", ".tmp", ".partial", ".crdownload", ".swp")


@dataclass(frozen=True)
class LandedFile:
    """A file on the desk; `name` is its path below the desk's folder, with forward slashes."""

    path: Path
    name: str
    size: int
    modified: int


def landed_files(desk: Desk) -> list[LandedFile]:
    """Every finished file of landing/, people/ and month-end/, in the order of their names."""
    return sorted(_found(desk), key=lambda file: file.name)


def sha256_of(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _found(desk: Desk) -> Iterator[LandedFile]:
    for folder in (desk.landing, desk.people, desk.month_end):
        for path in folder.rglob("*"):
            if path.is_file() and not _is_passing(path):
                stat = path.stat()
                name = path.relative_to(desk.home).as_posix()
                yield LandedFile(path, name, stat.st_size, stat.st_mtime_ns)


def _is_passing(path: Path) -> bool:
    name = path.name.lower()
    return name.startswith((".", "~$")) or name.endswith(UNFINISHED) or name == "readme.md"
