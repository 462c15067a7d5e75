"""files.tsv: the files that the warehouse was loaded from, by content."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assets.raw.log import load_logs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write_files(connection: "DuckDBPyConnection", path: Path, first: date, last: date) -> None:
    """One line per file and source, with how many of its records are of the period's days."""
    query = "select file, source, file_id, sha256 from ops.files order by all"
    counts = _records(connection, first, last)
    lines = [
        f"{sha256}\t{counts.get(file_id, 0)}\t{source}\t{file}\n"
        for file, source, file_id, sha256 in connection.execute(query).fetchall()
    ]
    path.write_text("sha256\trecords\tsource\tfile\n" + "".join(lines), "utf-8", newline="\n")


def _records(connection: "DuckDBPyConnection", first: date, last: date) -> dict[int, int]:
    counts: dict[int, int] = {}
    stored = {table for (table,) in connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'raw'").fetchall()}  # fmt: skip
    for log in load_logs().values():
        if log.is_dated and log.table.removeprefix("raw.") in stored:
            found = connection.execute(
                f"select file_id, count(*) from {log.table} "
                "where business_date between $first and $last group by file_id",
                {"first": first, "last": last},
            ).fetchall()
            for file_id, records in found:
                counts[file_id] = counts.get(file_id, 0) + records
    return counts


def lost_files(connection: "DuckDBPyConnection", path: Path) -> list[str]:
    """Files that the period was counted from and that the warehouse knows no more.

    One that was corrected since has the same name, and is there.
    """
    known = {name for (name,) in connection.execute("select file from ops.files").fetchall()}
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t", 3) for line in lines]
    return sorted({name for _, records, _, name in rows if int(records) and name not in known})
