"""`make bench`: the main job against DuckDB's own scan of the same files, as ratios.

python -m tests.bench --days 31 --agents 40 --volume 1 --runs 3
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.cost import cost_of, median_of


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="deskmark-bench-") as folder:
        home = Path(folder) / "desk"
        _make_desk(home)
        simulated, _ = cost_of(_simulation(home, asked))
        landing = home / "landing"
        size = sum(path.stat().st_size for path in landing.rglob("*") if path.is_file())
        readable = _in_utf8(landing, Path(folder) / "utf-8")
        scan = [sys.executable, "-m", "tests.bench.scan", str(readable)]
        run = [sys.executable, "-m", "pipelines", "--home", str(home), "run"]
        scans, firsts, seconds, corrections = [], [], [], []
        for _ in range(asked.runs):
            scans.append(cost_of(scan)[0])
            for made in ("var", "site", "exports"):
                shutil.rmtree(home / made, ignore_errors=True)
            firsts.append(cost_of(run, (0, 1))[0])
            seconds.append(cost_of(run, (0, 1))[0])
            _correct_one_file(landing)
            corrections.append(cost_of(run, (0, 1))[0])
        rows = subprocess.run(scan, capture_output=True, text=True, check=True).stdout.strip()
        _print(
            f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
            f"{asked.days} days, {asked.agents} agents, volume {asked.volume}: "
            f"{int(rows):,} lines, {size / 1e6:,.0f} MB in {len(list(landing.rglob('*')))} files; "
            f"medians of {asked.runs}"
        )
        baseline = median_of(scans)
        _print(f"{'':34}{'seconds':>9}{'ratio':>8}{'peak MB':>9}{'ratio':>8}")
        for label, cost in (
            ("full-column scan (baseline)", baseline),
            ("simulate the logs", simulated),
            ("first run: everything", median_of(firsts)),
            ("second run: nothing new", median_of(seconds)),
            ("run after one corrected file", median_of(corrections)),
        ):
            _print(
                f"{label:34}{cost.seconds:9.2f}{cost.seconds / baseline.seconds:8.2f}"
                f"{cost.megabytes:9.0f}{cost.megabytes / baseline.megabytes:8.2f}"
            )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--days", type=int, default=31)
    parser.add_argument("--agents", type=int, default=40)
    parser.add_argument("--volume", type=float, default=1.0)
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def _make_desk(home: Path) -> None:
    from assets.desk.init import init

    init(home, language="en", name="Bench")


def _simulation(home: Path, asked: argparse.Namespace) -> list[str]:
    code = (
        "from pathlib import Path; from pipelines.demo.simulate import simulate; "
        f"simulate(Path({str(home)!r}), days={asked.days}, agents={asked.agents}, "
        f"volume={asked.volume})"
    )
    return [sys.executable, "-c", code]


def _in_utf8(landing: Path, copy: Path) -> Path:
    """The same files for the scan; DuckDB reads no GB18030, so these are handed to it in UTF-8."""
    shutil.copytree(landing, copy)
    for path in copy.rglob("*.csv"):
        content = path.read_bytes()
        try:
            content.decode()
        except UnicodeDecodeError:
            path.write_bytes(content.decode("gb18030", errors="replace").encode())
    return copy


def _correct_one_file(landing: Path) -> None:
    """The last plain CSV loses its last line: an export that was corrected."""
    last = sorted(landing.rglob("*.csv"))[-1]
    lines = last.read_bytes().splitlines(keepends=True)
    last.write_bytes(b"".join(lines[:-1]))


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
