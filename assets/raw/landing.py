"""Files that wait on a desk, known by their content."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Names of files that are still being written, or that an editor keeps beside an open one.
UNFINISHED = (".part", ".tmp", ".partial", ".crdownload", ".swp")


@dataclass(frozen=True)
class LandedFile:
    """A file on the desk; `name` is its path below the desk's folder, with forward slashes."""

    path: Path
    name: str
    folder: Path
    size: int
    modified: int


def landed_files(home: Path, folders: Iterable[Path]) -> list[LandedFile]:
    """Every finished file of these folders of the desk, in the order of their names."""
    return sorted(_found(home, folders), key=lambda file: file.name)


def sha256_of(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _found(home: Path, folders: Iterable[Path]) -> Iterator[LandedFile]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not _is_passing(path):
                stat = path.stat()
                name = path.relative_to(home).as_posix()
                yield LandedFile(path, name, folder, stat.st_size, stat.st_mtime_ns)


def _is_passing(path: Path) -> bool:
    name = path.name.lower()
    return name.startswith((".", "~$")) or name.endswith(UNFINISHED) or name == "readme.md"
