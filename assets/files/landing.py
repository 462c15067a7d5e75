"""Files that wait on a desk, known by their content."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assets.files.packed import Unreadable, chunks, members_of, packing_of

# Names of files that are still being written, or that an editor keeps beside an open one.
UNFINISHED = (".part", ".tmp", ".partial", ".crdownload", ".swp")
MOST_MEMBERS = 1000  # a month of logs by the hour is fewer


@dataclass(frozen=True)
class LandedFile:
    """A file on the desk; `name` is its path below the desk's folder, with forward slashes.

    A zip's members are files of their own, named as if the zip were a folder.
    """

    path: Path
    name: str
    folder: Path
    size: int
    modified: int
    member: str | None = None

    @property
    def base_name(self) -> str:
        return self.name.rsplit("/", 1)[-1]


def landed_files(home: Path, folders: Iterable[Path]) -> list[LandedFile]:
    """Every finished file of these folders of the desk, in the order of their names."""
    return sorted(_found(home, folders), key=lambda file: file.name)


def landed_file(path: Path, name: str, folder: Path) -> list[LandedFile]:
    """The file, or what it holds; a zip that cannot be opened stands for itself."""
    stat = path.stat()
    whole = LandedFile(path, name, folder, stat.st_size, stat.st_mtime_ns)
    if stat.st_size == 0 or packing_of(path) != "zip":
        return [whole]
    try:
        members = members_of(path)
    except Unreadable:
        return [whole]
    if len(members) > MOST_MEMBERS:
        return [whole]
    return [
        LandedFile(path, f"{name}/{member}", folder, stat.st_size, stat.st_mtime_ns, member)
        for member in members
        if not _is_passing(member)
    ] or [whole]


def stands_as(path: Path, size: int, modified: int) -> bool:
    """Whether the file, or the zip that it is a member of, is still the one of this size and time.

    The path of a member is one below its zip's, as if that were a folder.
    """
    for place in (path, *path.parents):
        if place.is_file():
            stat = place.stat()
            return (stat.st_size, stat.st_mtime_ns) == (size, modified)
    return False


def sha256_of(file: LandedFile) -> str:
    if file.member is None:
        with file.path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    digest = hashlib.sha256()
    for chunk in chunks(file.path, file.member):
        digest.update(chunk)
    return digest.hexdigest()


def _found(home: Path, folders: Iterable[Path]) -> Iterator[LandedFile]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not _is_passing(path.name):
                yield from landed_file(path, path.relative_to(home).as_posix(), folder)


def _is_passing(name: str) -> bool:
    name = name.rsplit("/", 1)[-1].lower()
    return name.startswith((".", "~$")) or name.endswith(UNFINISHED) or name == "readme.md"
