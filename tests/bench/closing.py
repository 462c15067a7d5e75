"""Closing a month of many agents, and verifying it: each as a process, beside the scoring alone.

python -m tests.bench.closing --agents 2000 --runs 3

The desk is made up: KPI sums, people and entries of one month; rows behind them are not.
"""

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path

import duckdb

from assets.desk.home import Desk
from assets.desk.settings import SchemeUse
from assets.ledger.close import close
from assets.ledger.verify import verify
from tests.assets.appraisal_desk import RATED, TOP, make_desk
from tests.assets.ledger.closing_desk import MORE, OCTOBER, scored
from tests.bench.cost import Cost, cost_of, median_of

TEAM_SIZE = 40
STEPS = ("score", "close", "verify")


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in STEPS:
        _step(sys.argv[1], Path(sys.argv[2]))
        return
    asked = argparse.ArgumentParser(prog="python -m tests.bench.closing", description=__doc__)
    asked.add_argument("--agents", type=int, default=2000)
    asked.add_argument("--runs", type=int, default=3)
    given = asked.parse_args()
    costs: dict[str, list[Cost]] = {step: [] for step in STEPS}
    for _ in range(given.runs):
        with tempfile.TemporaryDirectory(prefix="deskmark-bench-") as name:
            _make(Path(name), given.agents)
            for step in STEPS:
                command = [sys.executable, "-m", "tests.bench.closing", step, name]
                costs[step].append(cost_of(command)[0])
    base = median_of(costs["score"])
    for step, made in costs.items():
        one = median_of(made)
        sys.stdout.write(
            f"{step:7} {one.seconds:6.1f} s  {one.processor_seconds:6.1f} s of processors  "
            f"{one.megabytes:6.0f} MB  {one.processor_seconds / base.processor_seconds:5.2f}×\n"
        )


def _desk(home: Path) -> Desk:
    return make_desk(home, [SchemeUse(scheme="taobao-kpi-tiers", since="2026-01")])


def _step(step: str, home: Path) -> None:
    desk = _desk(home)
    if step == "verify":
        assert verify(desk, OCTOBER).faults == []
        return
    with duckdb.connect(home / "warehouse.duckdb") as connection:
        if step == "score":
            scored(connection, desk)
        else:
            close(connection, desk, OCTOBER, by="bench")


def _make(home: Path, agents: int) -> None:
    from tests.assets.appraisal_desk import make_warehouse

    with make_warehouse() as connection:
        connection.execute(MORE)
        connection.execute(
            "insert into staged.agents select 'a' || lpad(n::varchar, 5, '0'), '示例' || n, "
            "'team ' || lpad((n // ?)::varchar, 3, '0'), null, null, date '2020-01-01', "
            "date '9999-12-31', null, null from range(?) as t(n)",
            [TEAM_SIZE, agents],
        )
        for kpi, (over, under) in TOP.items():
            connection.execute(
                "insert into kpi.agent_days select ?, day::date, agent_id, 'shop', null, null, "
                "? + hash(agent_id, day) % 7, ? + 7, ? + 7, null from staged.agents, "
                "range(date '2026-10-01', date '2026-11-01', interval 1 day) as t(day)",
                [kpi, over, under, under],
            )
        connection.execute(
            "insert into kpi.agent_days values ('shop_aov', ?, null, 'shop', null, null, 700, 7, 7,"
            " null)",
            [date(2026, 10, 17)],
        )
        for name, value in RATED.items():
            connection.execute(
                "insert into staged.month_end_inputs select agent_id, ?, ?, ?, '主管', null "
                "from staged.agents",
                [OCTOBER, name, value],
            )
        connection.execute(f"attach '{home / 'warehouse.duckdb'}' as kept")
        connection.execute("copy from database memory to kept")


if __name__ == "__main__":
    main()
