"""SHA256SUMS of an event's files, and a short sum per line that finds the line of a change."""

import hashlib
import os
import zlib
from pathlib import Path

from assets.ledger.chain import SUMS
from metrics.label import Label
from metrics.saying import said

LINES = "lines.crc32"
TEXTS = {".jsonl", ".json", ".tsv", ".yml"}


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path) -> None:
    """As `sha256sum` writes and checks them; everything is on the disk when this returns."""
    texts = [path for path in _files(folder) if path.suffix in TEXTS]
    if texts:
        rows = [f"{_name(folder, path)}\t{' '.join(_line_sums(path))}\n" for path in texts]
        (folder / LINES).write_text("".join(rows), encoding="utf-8", newline="\n")
    sums = [f"{digest(path)}  {_name(folder, path)}\n" for path in _files(folder)]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8", newline="\n")
    for path in _files(folder):
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def changed_files(folder: Path, name: str) -> list[Label]:
    """Files of an event that are not as they were sealed; `name` is the event's, for messages."""
    known = _read_sums(folder / SUMS)
    found = {_name(folder, path): path for path in _files(folder) if path != folder / SUMS}
    faults = [
        said("ledger", "file_missing", file=f"{name}/{one}") for one in sorted(known.keys() - found)
    ]
    faults += [
        said("ledger", "file_added", file=f"{name}/{one}") for one in sorted(found.keys() - known)
    ]
    for one in sorted(known.keys() & found.keys()):
        if digest(found[one]) != known[one]:
            line = _changed_line(folder, one)
            key = "line_changed" if line else "file_changed"
            faults.append(said("ledger", key, file=f"{name}/{one}", line=line))
    return faults


def _changed_line(folder: Path, name: str) -> int | None:
    """The first line that differs; None where lines are not known, as in a workbook."""
    try:
        table = (folder / LINES).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    known = dict(row.split("\t", 1) for row in table if "\t" in row)
    if name not in known:
        return None
    before, now = known[name].split(), _line_sums(folder / name)
    pairs = zip(before, now, strict=False)
    place = next((at for at, (old, new) in enumerate(pairs, 1) if old != new), None)
    return place or min(len(before), len(now)) + 1 if before != now else None


def _read_sums(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    lines = path.read_bytes().decode(encoding="utf-8", errors="replace").splitlines()
    return {name: seal for seal, _, name in (line.partition("  ") for line in lines)}


def _line_sums(path: Path) -> list[str]:
    return [f"{zlib.crc32(line):08x}" for line in path.read_bytes().splitlines(keepends=True)]


def _files(folder: Path) -> list[Path]:
    return sorted((path for path in folder.rglob("*") if path.is_file()),
                  key=lambda path: _name(folder, path))  # fmt: skip


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
