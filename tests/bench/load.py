"""Loading against DuckDB's own typed read of the same plain UTF-8 files, as ratios.

python -m tests.bench.load --rows 5000000 [--runs 3] [--memory 2GB] [--gb18030 no]
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.cost import cost_of
from tests.bench.work import HEAD, Work, python, row, work_of


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="deskmark-bench-", dir=asked.folder) as name:
        folder = Path(name)
        plain, foreign = _desk(folder / "plain", asked, "utf-8"), None
        if asked.gb18030 == "yes":
            foreign = _desk(folder / "foreign", asked, "gb18030")
        baselines, loads, foreign_loads = [], [], []
        for _ in range(asked.runs):
            baselines.append(_baseline(plain / "landing", folder, asked.memory))
            loads.append(_load(plain))
            if foreign is not None:
                foreign_loads.append(_load(foreign))
        size = sum(path.stat().st_size for path in (plain / "landing").rglob("*.csv"))
        _print(
            f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
            f"{baselines[0].count:,} rows, {size / 1e6:,.0f} MB of CSV, memory {asked.memory}; "
            f"medians of {asked.runs}"
        )
        _print(f"{'':34}{HEAD}")
        for label, works in (
            ("typed read_csv (baseline)", baselines),
            ("load, UTF-8", loads),
            ("load, GB18030", foreign_loads),
        ):
            if works:
                assert {work.count for work in works} == {baselines[0].count}, "rows differ"
                _print(f"{label:34}{row(works, baselines)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load")
    parser.add_argument("--rows", type=int, default=5_000_000, help="chat messages")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--gb18030", choices=("yes", "no"), default="yes")
    parser.add_argument("--folder", type=Path, help="where the files go while it runs")
    return parser.parse_args()


def _desk(home: Path, asked: argparse.Namespace, encoding: str) -> Path:
    cost_of(python("canonical", str(home), str(asked.rows), encoding, asked.memory))
    return home


def _baseline(files: Path, folder: Path, memory: str) -> Work:
    warehouse = folder / "baseline.duckdb"
    warehouse.unlink(missing_ok=True)
    return work_of(python("loading", "baseline", str(files), str(warehouse), memory))


def _load(home: Path) -> Work:
    shutil.rmtree(home / "var", ignore_errors=True)
    return work_of(python("loading", "ingest", str(home)))


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
