"""Everything of a period that is handed out: workbooks, and the tables that payroll takes."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.files.whole_folder import whole_folder
from assets.ledger.closes import Close
from assets.payroll import write_payroll
from assets.workbook import write_workbooks

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write_statements(
    connection: "DuckDBPyConnection", desk: Desk, period: str, folder: Path | None = None
) -> list[Path]:
    """exports/<period>/, or a folder of a close; the same bytes on every run."""
    folder = folder or desk.exports / period
    return [
        *write_workbooks(connection, desk, period, folder),
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
