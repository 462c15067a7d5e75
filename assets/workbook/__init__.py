"""Month-end workbooks: one per period and team, laid out like the paper form."""

import os
from collections.abc import Iterable
from pathlib import Path

from assets.workbook.book import TeamBook
from metrics.documents import Problem


def write_workbooks(books: Iterable[TeamBook], folder: Path) -> list[Path]:
    """folder/<team>.xlsx for every team; the same bytes on every run."""
    written: list[Path] = []
    for book in books:
        folder.mkdir(parents=True, exist_ok=True)
        written.append(_write(book, folder / f"{book.file_name}.xlsx"))
    return written


def _write(book: TeamBook, path: Path) -> Path:
    """Whole or not at all: a reader never sees half a workbook."""
    from assets.workbook.draw import draw

    incoming = path.with_name(f".{path.name}.incoming")
    try:
        draw(book, incoming)
        os.replace(incoming, path)
    except PermissionError:
        raise Problem(f"{path}: cannot be replaced; close it where it is open.") from None
    finally:
        incoming.unlink(missing_ok=True)
    return path
