"""What payroll takes from a period: tables as CSV, Parquet and JSON, with their checksums."""

from pathlib import Path
from typing import TYPE_CHECKING

from assets.desk.home import Desk
from assets.files.whole_folder import whole_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write_payroll(
    connection: "DuckDBPyConnection", desk: Desk, period: str, folder: Path
) -> list[Path]:
    """folder/payroll, in place of the last one at once; nothing where nobody was appraised."""
    from assets.ledger.chain import SUMS
    from assets.ledger.sums import digest
    from assets.payroll.tables import tables
    from assets.payroll.write import write_table

    made = tables(connection, desk, period)
    if made["results"].is_empty():
        return []
    with whole_folder(folder / "payroll") as incoming:
        for name, frame in made.items():
            write_table(frame, incoming / name)
        files = sorted(incoming.iterdir())
        sums = "".join(f"{digest(path)}  {path.name}\n" for path in files)
        (incoming / SUMS).write_text(sums, encoding="utf-8", newline="\n")
    return sorted((folder / "payroll").iterdir())
