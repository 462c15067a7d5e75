"""Month-end workbooks: one per period and team, laid out like the paper form."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.workbook.book import TeamBook
from assets.workbook.reading import team_books
from metrics.documents import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write_workbooks(
    connection: "DuckDBPyConnection", desk: Desk, period: str, folder: Path | None = None
) -> list[Path]:
    """exports/<period>/<team>.xlsx for every team with a result; the same bytes on every run."""
    folder = folder or desk.exports / period
    written: list[Path] = []
    for book in team_books(connection, desk, period):
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
