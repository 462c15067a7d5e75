"""The baseline: DuckDB reads every column of the same files once and keeps nothing."""

import sys
from pathlib import Path

import duckdb

# Asterisk's log and JSON lines are read as whole lines: every byte, one column.
WHOLE_LINES = (
    "columns = {'line': 'VARCHAR'}, auto_detect = false, header = false, delim = '\x1f', quote = ''"
)


def scan(landing: Path) -> int:
    """Rows seen."""
    with duckdb.connect() as connection:
        connection.execute("set preserve_insertion_order = false")
        return sum(_rows(connection, group) for group in _groups(landing))


def _groups(landing: Path) -> list[str]:
    """One FROM clause per kind of file; Excel books, which DuckDB cannot read, are left out."""
    files = sorted(path for path in landing.rglob("*") if path.is_file())
    groups: dict[str, list[Path]] = {}
    for path in files:
        groups.setdefault(_kind(path), []).append(path)
    readers = {
        "csv": "read_csv([{}], all_varchar = true, ignore_errors = true, "
        "union_by_name = true, strict_mode = false)",
        "lines": f"read_csv([{{}}], {WHOLE_LINES}, ignore_errors = true)",
        "parquet": "read_parquet([{}])",
    }
    return [
        readers[kind].replace("{}", ", ".join(f"'{path}'" for path in paths))
        for kind, paths in groups.items()
        if kind in readers
    ]


def _kind(path: Path) -> str:
    name = path.name.removesuffix(".gz")
    if name.endswith(".csv"):
        return "csv"
    if name.endswith((".parquet", ".xlsx")):
        return name.rsplit(".", 1)[1]
    return "lines"


def _rows(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    ((rows, _),) = connection.execute(
        f"select count(*), bit_xor(hash(all_columns)) from {source} as all_columns"
    ).fetchall()
    return int(rows)


if __name__ == "__main__":
    sys.stdout.write(f"{scan(Path(sys.argv[1]))}\n")
