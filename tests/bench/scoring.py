"""Scoring alone, as a whole command, beside Python's bare reading of the same file.

python -m tests.bench.scoring --agents 20000 --lines 20 --runs 3

The command reads the table, scores it and writes the statements as JSON; the scorer's own share
is measured inside a process of its own.
"""

import argparse
import random
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from tests.bench.cost import cost_of, median_of

MECHANISMS: tuple[dict[str, Any], ...] = (
    {"tiers": {"bands": {"x ≥ 75%": 100, "65% ≤ x < 75%": 80, "x < 65%": 0}}},
    {"linear": {"zero_at": "50%", "full_at": "90%"}},
    {"attainment": {"target": "80%"}},
    {"deviation": {"start": 8, "above": {"from": "60%", "every": "1%", "points": "0.5"},
                   "below": {"from": "60%", "every": "1%", "points": "-0.5"},
                   "whole": True, "least": 5, "most": 12}},
)  # fmt: skip
SCORER = """
import sys, time
from pathlib import Path
from metrics.scheme_files import open_scheme
from metrics.score import score
from metrics.score_input import read_score_input
scheme, table = open_scheme(sys.argv[1]), read_score_input(Path(sys.argv[2]))
began = time.monotonic()
score(scheme, table.entries, table.faults)
print(time.monotonic() - began)
"""
BARE = "import csv, sys; sum(len(row) for row in csv.reader(open(sys.argv[1], encoding='utf-8')))"


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="deskmark-scoring-") as folder:
        scheme, inputs = Path(folder) / "bench.yml", Path(folder) / "inputs.csv"
        scheme.write_text(yaml.safe_dump(_scheme(asked.lines), allow_unicode=True), "utf-8")
        _write(inputs, asked.agents, asked.lines)
        bare = [sys.executable, "-c", BARE, str(inputs)]
        score = [sys.executable, "-m", "pipelines", "score", str(scheme), "--inputs", str(inputs)]
        bares = median_of([cost_of(bare)[0] for _ in range(asked.runs)])
        scored = median_of([cost_of([*score, "--json"])[0] for _ in range(asked.runs)])
        alone = [sys.executable, "-c", SCORER, str(scheme), str(inputs)]
        scorer = statistics.median(float(cost_of(alone)[1]) for _ in range(asked.runs))
        print(f"{asked.agents:,} agents × {asked.lines} lines, medians of {asked.runs}")
        for label, cost in (
            ("csv rows read and dropped", bares),
            ("deskmark score --json", scored),
        ):
            ratio = cost.seconds / bares.seconds
            print(f"{label:28}{cost.seconds:8.2f} s{ratio:8.1f} ×{cost.megabytes:8.0f} MB")
        print(f"{'of that, the scorer':28}{scorer:8.2f} s{scorer / bares.seconds:8.1f} ×")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agents", type=int, default=20_000)
    parser.add_argument("--lines", type=int, default=20)
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def _scheme(lines: int) -> dict[str, Any]:
    def label(name: str) -> dict[str, str]:
        return {"en": name, "zh": name}

    return {
        "id": "bench",
        "title": label("Bench"),
        "kind": "scored",
        "covers": label("Anybody"),
        "period": "month",
        "weights_total": lines,
        "inputs": {
            f"k{number}": {"label": label(f"K{number}"), "from": "kpi", "unit": "share",
                           "better": "higher", "least": 0, "most": 1}
            for number in range(lines)
        },
        "lines": {
            f"l{number}": {"label": label(f"L{number}"), "input": f"k{number}", "weight": 1,
                           "no_value": "exclude", **MECHANISMS[number % len(MECHANISMS)]}
            for number in range(lines)
        },
        "ranks": {"ties": "share_better"},
        "pay": {"pay": {"label": label("Pay"), "formula": "1000 * score / 100",
                        "when_incomplete": "refuse"}},
    }  # fmt: skip


def _write(path: Path, agents: int, lines: int) -> None:
    """Counts over counts, as KPIs deliver them."""
    dice = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write("agent_id,input,value,numerator,denominator,period\n")
        for agent in range(agents):
            for number in range(lines):
                under = dice.randint(20, 400)
                file.write(f"a{agent},k{number},,{dice.randint(0, under)},{under},2026-10\n")


if __name__ == "__main__":
    main()
