"""Unpacked UTF-8 copies of files; each core makes its share, the others in processes of their own.

python -m assets.files.copying < SHARE.json
"""

import codecs
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from assets.files.packed import Unreadable, chunks

# No byte of UTF-8: a line that holds it is rejected by the reader, the others are kept.
BAD_BYTE = b"\xff"
# DuckDB's reader tells of lines that are too long for it only up to its buffer's size.
LONGEST_LINE = 24 * 1024 * 1024
UTF_8 = ("utf-8", "utf-8-sig")
# Fewer bytes are copied before another process has started.
WORTH_A_PROCESS = 16 * 1024 * 1024
REFUSED = 3


@dataclass(frozen=True)
class Copying:
    """One copy to make; no encoding: its bytes stay as they are."""

    path: str
    member: str | None
    encoding: str | None
    copy: str

    @property
    def size(self) -> int:
        return Path(self.path).stat().st_size


def make_copies(wanted: list[Copying]) -> None:
    """Raises Unreadable where the packing is broken or a line has no end."""
    cores = os.cpu_count() or 1
    if len(wanted) == 1 or sum(one.size for one in wanted) < WORTH_A_PROCESS:
        cores = 1
    shares: list[list[Copying]] = [[] for _ in range(cores)]
    for one in sorted(wanted, key=lambda one: -one.size):
        min(shares, key=lambda share: sum(other.size for other in share)).append(one)
    with ThreadPoolExecutor(cores) as pool:
        others = [pool.submit(_in_a_process, share) for share in shares[1:] if share]
        for one in shares[0]:
            make_copy(one)
        for other in others:
            other.result()


def make_copy(one: Copying) -> None:
    """Bytes that are not valid in the encoding stay invalid in the copy.

    Their line is then rejected instead of being read as something else.
    """
    pieces = chunks(Path(one.path), one.member)
    if one.encoding is not None:
        utf_8 = one.encoding in UTF_8
        pieces = bounded(pieces if utf_8 else _in_utf8(pieces, one.encoding))
    with open(one.copy, "wb") as out:
        for piece in pieces:
            out.write(piece if one.encoding is None else piece.replace(b"\0", BAD_BYTE))


def bounded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces; raises Unreadable for an endless line."""
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


def _in_a_process(share: list[Copying]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", __name__],
        input=json.dumps([asdict(one) for one in share]),
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    if done.returncode == REFUSED:
        refused = json.loads(done.stdout)
        raise Unreadable(refused["word"], **refused["values"])
    if done.returncode != 0:
        raise OSError(done.stderr.strip().rpartition("\n")[2])


def main() -> int:
    try:
        for one in json.load(sys.stdin):
            make_copy(Copying(**one))
    except Unreadable as refused:
        sys.stdout.write(json.dumps({"word": refused.word, "values": refused.values}))
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
