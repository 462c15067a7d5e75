"""Cells that go over several lines.

DuckDB reads a large text file from several places at once. Where such a place lies within a quoted
cell whose lines look like records, it takes the text for records; so files with cells that span
lines are each read from one place.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assets.files.packed import chunks


def any_spans_lines(paths: list[Path], quote: str) -> bool:
    """Whether one of these text files has a cell that spans lines."""
    if not quote:
        return False
    with ThreadPoolExecutor() as looking:
        return any(looking.map(lambda path: spans_lines(chunks(path, None), quote), paths))


def spans_lines(pieces: Iterable[bytes], quote: str) -> bool:
    """Whether a line ends while a quote is open, in the bytes of one file in a row.

    A doubled quote within a cell closes and opens, so that only their number counts.
    """
    import numpy

    mark, is_open = quote.encode(), False
    for piece in pieces:
        if not is_open and mark not in piece:
            continue
        letters = numpy.frombuffer(piece, dtype="uint8")
        quotes = letters == mark[0]
        places = numpy.flatnonzero(quotes | (letters == ord("\n")) | (letters == ord("\r")))
        is_quote = quotes[places]
        opened = numpy.logical_xor.accumulate(is_quote) ^ is_open
        if bool((opened & ~is_quote).any()):
            return True
        is_open = bool(opened[-1]) if len(opened) else is_open
    return False
