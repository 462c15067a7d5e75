"""Loading against DuckDB's own typed read of the same plain UTF-8 files, as ratios.

python -m tests.bench.load --rows 5000000 [--runs 3] [--memory 2GB] [--gb18030 no]
"""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench.cost import cost_of


@dataclass(frozen=True)
class Work:
    """Seconds of the work itself, without the start of the process, whose peak memory counts."""

    seconds: float
    megabytes: float
    rows: int


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
            f"{baselines[0].rows:,} rows, {size / 1e6:,.0f} MB of CSV, memory {asked.memory}; "
            f"medians of {asked.runs}"
        )
        _print(f"{'':34}{'seconds':>9}{'ratio':>8}{'peak MB':>9}")
        for label, works in (
            ("typed read_csv (baseline)", baselines),
            ("load, UTF-8", loads),
            ("load, GB18030", foreign_loads),
        ):
            if works:
                _print_row(label, works, baselines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load")
    parser.add_argument("--rows", type=int, default=5_000_000, help="chat messages")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--gb18030", choices=("yes", "no"), default="yes")
    parser.add_argument("--folder", type=Path, help="where the files go while it runs")
    return parser.parse_args()


def _desk(home: Path, asked: argparse.Namespace, encoding: str) -> Path:
    cost_of(_python("canonical", str(home), str(asked.rows), encoding, asked.memory))
    return home


def _baseline(files: Path, folder: Path, memory: str) -> Work:
    warehouse = folder / "baseline.duckdb"
    warehouse.unlink(missing_ok=True)
    return _work(_python("loading", "baseline", str(files), str(warehouse), memory))


def _load(home: Path) -> Work:
    shutil.rmtree(home / "var", ignore_errors=True)
    return _work(_python("loading", "ingest", str(home)))


def _work(command: list[str]) -> Work:
    cost, printed = cost_of(command)
    seconds, rows = printed.split()
    return Work(float(seconds), cost.megabytes, int(rows))


def _python(module: str, *words: str) -> list[str]:
    return [sys.executable, "-m", f"tests.bench.{module}", *words]


def _print_row(label: str, works: list[Work], baselines: list[Work]) -> None:
    assert {work.rows for work in works} == {baselines[0].rows}, "rows differ"
    seconds = statistics.median(work.seconds for work in works)
    scale = statistics.median(work.seconds for work in baselines)
    peak = max(work.megabytes for work in works)
    _print(f"{label:34}{seconds:9.2f}{seconds / scale:8.2f}{peak:9.0f}")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
