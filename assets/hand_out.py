"""Everything of a period that is handed out: workbooks, pages, and payroll's tables."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.files.whole_folder import whole_folder
from assets.ledger.closes import Close
from assets.paper import write_pages
from assets.payroll import write_payroll
from assets.workbook import write_workbooks
from assets.workbook.reading import team_books

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write_statements(
    connection: "DuckDBPyConnection", desk: Desk, period: str, folder: Path | None = None
) -> list[Path]:
    """exports/<period>/, or a folder of a close; the same bytes on every run."""
    folder = folder or desk.exports / period
    books = team_books(connection, desk, period)
    if not books:
        return []
    return [
        *write_workbooks(books, folder),
        *write_pages(books, folder),
        *write_payroll(connection, desk, period, folder),
    ]


def hand_out(desk: Desk, close: Close) -> list[Path]:
    """exports/<period>/ holds what was written at the close."""
    folder = desk.exports / close.period
    folder.mkdir(parents=True, exist_ok=True)
    for one in sorted((close.folder / "statements").iterdir()):
        if one.is_dir():
            with whole_folder(folder / one.name) as incoming:
                shutil.copytree(one, incoming, dirs_exist_ok=True)
        else:
            incoming_file = folder / f".{one.name}.incoming"
            shutil.copyfile(one, incoming_file)
            os.replace(incoming_file, folder / one.name)
    return sorted(path for path in folder.rglob("*") if path.is_file())
