"""Measuring against one scan of every column of the same CSV files, as ratios.

python -m tests.bench.measure --rows 10000000 [--runs 3] [--memory 2GB]
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

DAYS = 31


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="deskmark-bench-", dir=asked.folder) as name:
        home = Path(name) / "desk"
        cost_of(python("canonical", str(home), str(asked.rows), "utf-8", asked.memory, str(DAYS)))
        cost_of(python("loading", "ingest", str(home)))
        loaded = Path(name) / "loaded"
        shutil.copytree(home / "var", loaded)
        scans: list[Work] = []
        measures: list[Work] = []
        fives: list[Work] = []
        for _ in range(asked.runs):
            scans.append(work_of(python("measuring", "scan", str(home / "landing"))))
            for what, works in (("relations", measures), ("five", fives)):
                shutil.rmtree(home / "var")
                shutil.copytree(loaded, home / "var")
                works.append(work_of(python("measuring", what, str(home))))
        frames = [work_of(python("measuring", "pandas", str(home / "landing")))]
        size = sum(path.stat().st_size for path in (home / "landing").rglob("*.csv"))
    _print(
        f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
        f"{scans[0].count:,} rows of {DAYS} days, {size / 1e6:,.0f} MB of CSV, "
        f"memory {asked.memory}; medians of {asked.runs}"
    )
    _print(f"{'':42}{HEAD}")
    for label, works in (
        ("scan of every column (baseline)", scans),
        ("loaded logs to every mart and KPI", measures),
        ("loaded logs to five KPIs alone", fives),
        ("the same five in pandas, from the files", frames),
    ):
        _print(f"{label:42}{row(works, scans)}")
    _print(cost_of(python("asking"))[1])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.measure")
    parser.add_argument("--rows", type=int, default=10_000_000, help="chat messages")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--folder", type=Path, help="where the files go while it runs")
    return parser.parse_args()


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
