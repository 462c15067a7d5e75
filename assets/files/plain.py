"""A file as DuckDB can read it: itself, or an unpacked UTF-8 copy in the scratch folder."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from assets.files.landing import LandedFile
from assets.files.packed import Unreadable, chunks, packing_of
from assets.sources.source import Source

UTF_8 = ("utf-8", "utf-8-sig")
TEXT_FORMATS = ("csv", "json")
# No byte of UTF-8: a line that holds it is rejected by the reader, the others are kept.
BAD_BYTE = b"\xff"
NUL_TO_BAD = bytes.maketrans(b"\0", BAD_BYTE)
# DuckDB's reader tells of lines that are too long for it only up to its buffer's size.
LONGEST_LINE = 24 * 1024 * 1024


def readable_path(file: LandedFile, source: Source, scratch: Path) -> Path:
    """Raises Unreadable where the packing is broken or a line has no end.

    Bytes that are not valid in the declared encoding stay invalid in the copy, so that their
    line is rejected instead of being read as something else.
    """
    is_text = source.format in TEXT_FORMATS
    is_packed = file.member is not None or packing_of(file.path) is not None
    is_utf8 = source.encoding in UTF_8
    if not is_packed and (not is_text or (is_utf8 and not _has_nul(file))):
        return file.path
    scratch.mkdir(parents=True, exist_ok=True)
    ending = ".txt" if is_text else f".{source.format}"
    copy = scratch / f"{len(list(scratch.iterdir()))}{ending}"
    pieces = chunks(file.path, file.member)
    if is_text:
        pieces = _bounded(pieces if is_utf8 else _in_utf8(pieces, source.encoding))
    with copy.open("wb") as out:
        for piece in pieces:
            out.write(piece.translate(NUL_TO_BAD) if is_text else piece)
    return copy


def _has_nul(file: LandedFile) -> bool:
    """Looks at every byte once, at memory speed; raises Unreadable for an endless line."""
    found = False
    for chunk in _bounded(chunks(file.path, file.member)):
        found = found or b"\0" in chunk
    return found


def _bounded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    since_line_end = 0
    for piece in pieces:
        ended = piece.rfind(b"\n")
        first = piece.find(b"\n") if ended >= 0 else len(piece)
        if since_line_end + first > LONGEST_LINE:
            raise Unreadable("endless_line", megabytes=LONGEST_LINE // 1024**2)
        since_line_end = since_line_end + len(piece) if ended < 0 else len(piece) - ended
        yield piece


def _in_utf8(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="surrogateescape")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8", errors="surrogateescape")
    try:
        yield decoder.decode(b"", final=True).encode("utf-8", errors="surrogateescape")
    except UnicodeDecodeError:  # half a character at the end
        yield BAD_BYTE
