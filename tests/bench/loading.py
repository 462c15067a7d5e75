"""The two processes that the loading bench compares; each prints the seconds that its work took.

What a work needs is imported before its clock starts.

python -m tests.bench.loading baseline FOLDER WAREHOUSE MEMORY
python -m tests.bench.loading ingest HOME
"""

import importlib
import sys
import time
from pathlib import Path

import duckdb

from assets.desk.home import open_desk
from assets.raw.load import ingest
from assets.raw.log import load_logs
from assets.warehouse import open_warehouse


def baseline(folder: Path, warehouse: Path, memory: str) -> int:
    """DuckDB's own typed read of each log's files into a table, checkpointed."""
    with duckdb.connect(warehouse) as connection:
        connection.execute(f"set memory_limit = '{memory}'")
        connection.execute("set temp_directory = ?", [str(warehouse.with_suffix(".spill"))])
        for log in sorted(path.name for path in folder.iterdir()):
            connection.execute(f"create table {log} as from {_typed_read(folder / log)}")
        connection.execute("checkpoint")
        tables = [path.name for path in folder.iterdir()]
        return sum(connection.sql(f"from {log}").count("*").fetchall()[0][0] for log in tables)


def _typed_read(folder: Path) -> str:
    """What a hand who knows the files would write: every column's type is given."""
    with next(iter(sorted(folder.glob("*.csv")))).open(encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    log = load_logs()[folder.name]
    types = ", ".join(f"'{name}': '{log.columns[name].sql_type}'" for name in names)
    return (
        f"read_csv('{folder}/*.csv', columns = {{{types}}}, auto_detect = false, "
        "header = true, delim = ',', quote = '\"', escape = '\"')"
    )


def load(home: Path) -> int:
    """The desk's own way, pseudonyms, zones, keys and ledger included, checkpointed."""
    desk = open_desk(home)
    with open_warehouse(desk) as connection:
        ingested = ingest(desk, connection)
        connection.execute("checkpoint")
    if ingested.refusals:
        raise SystemExit(f"refused: {ingested.refusals}")
    return sum(load.loaded for load in ingested.loads)


def main() -> None:
    what, *words = sys.argv[1:]
    importlib.import_module("numpy")
    began = time.monotonic()
    if what == "baseline":
        rows = baseline(Path(words[0]), Path(words[1]), words[2])
    else:
        rows = load(Path(words[0]))
    sys.stdout.write(f"{time.monotonic() - began:.3f} {rows}\n")


if __name__ == "__main__":
    main()
