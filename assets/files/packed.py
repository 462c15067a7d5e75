"""Packed files: gzip, zstd and the members of zips, seen by their content, as plain bytes."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, cast

Packing = Literal["gzip", "zstd", "zip"]
MAGIC: dict[bytes, Packing] = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
}
# Workbooks are zips too, and are read whole by their own library.
WORKBOOK = "[Content_Types].xml"
CHUNK = 1024 * 1024
# Logs shrink ten to fifty times; what unpacks beyond both bounds was made to fill disks.
MOST_TIMES = 200
SMALL_ENOUGH = 256 * 1024 * 1024


class Unreadable(Exception):
    """The file cannot be read at all; `word` is one of `metrics/words.yml`, section ingest."""

    def __init__(self, word: str, **values: object) -> None:
        super().__init__(word)
        self.word, self.values = word, values


def packing_of(path: Path) -> Packing | None:
    """How the file is packed; a workbook counts as not packed."""
    with path.open("rb") as handle:
        start = handle.read(4)
    kind = next((kind for magic, kind in MAGIC.items() if start.startswith(magic)), None)
    return None if kind == "zip" and is_workbook(path) else kind


def is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return WORKBOOK in archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return False


def members_of(path: Path) -> list[str]:
    """Files inside a zip, in the order of their names; raises Unreadable for a broken one."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sorted({one.filename for one in archive.infolist() if not one.is_dir()})
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        raise Unreadable("broken_archive") from None


@contextmanager
def unpacked(path: Path, member: str | None) -> Iterator[IO[bytes]]:
    """The plain bytes of a file, or of a zip's member; raises Unreadable for broken packing."""
    try:
        if member is not None:
            with zipfile.ZipFile(path) as archive, archive.open(member) as handle:
                yield handle
        else:
            with _opened(path) as handle:
                yield handle
    except RuntimeError as error:
        if "password" in str(error) or "encrypted" in str(error):
            raise Unreadable("locked") from None
        raise
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError):
        raise Unreadable("broken_archive") from None
    except OSError as error:
        raise Unreadable("unopened", why=error.strerror or "") from None


def chunks(path: Path, member: str | None) -> Iterator[bytes]:
    """The plain bytes piece by piece, up to the bound beyond which a file is a bomb."""
    most = max(MOST_TIMES * path.stat().st_size, SMALL_ENOUGH)
    size = 0
    with unpacked(path, member) as handle:
        while chunk := handle.read(CHUNK):
            size += len(chunk)
            if size > most and packing_of(path) is not None:
                raise Unreadable("bomb", times=MOST_TIMES)
            yield chunk


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    match packing_of(path):
        case "gzip":
            with gzip.open(path) as packed_handle:
                yield cast(IO[bytes], packed_handle)
        case "zstd":
            import zstandard

            with path.open("rb") as packed:
                reader = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True)
                try:
                    with reader:
                        yield reader
                except zstandard.ZstdError:
                    raise Unreadable("broken_archive") from None
        case _:
            with path.open("rb") as handle:
                yield handle
