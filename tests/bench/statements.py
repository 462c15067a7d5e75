"""A month's inputs, counts, scores and statements of many agents: seconds by step, peak memory.

python -m tests.bench.statements --agents 2000 --team 50 --talks 10

Logs are made, loaded and measured first; what is timed is a process of its own that begins with
the KPI tables and ends with workbooks, pages and payroll's tables on the disk.
"""

import argparse
import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from assets.appraisal import appraise, inputs_for
from assets.desk.home import Desk, open_desk
from assets.hand_out import write_statements
from assets.raw.load import ingest
from assets.trace.people import count_period
from assets.warehouse import open_warehouse
from tests.assets.statements.statement_desk import ENTERED, KPIS, OCTOBER, USES, ZONE
from tests.bench.cost import cost_of
from tests.metrics.loaded_desk import desk_of, measure

TALK = """
select 'a' || agent as agent_id, 'buyer-' || agent || '-' || day || '-' || talk as customer_id,
    '小店' as shop, timestamp '2026-10-01 08:00:00' + to_days(day) + to_minutes(talk * 7) as moment,
    agent, day, talk
from range($agents) as agents (agent), range(31) as days (day), range($talks) as talks (talk)
"""
FILES = {
    "people/agents.csv": "select 'a' || agent as agent_id, '客服' || agent as name, "
    "'第' || agent // $team || '组' as team, '2026-01-01' as valid_from "
    "from range($agents) as agents (agent)",
    "month-end/month_end_inputs.csv": f"select '{OCTOBER}' as period, 'a' || agent as agent_id, "
    "input.key as input, input.value ->> '$' as value, '主管' as rater "
    f"from range($agents) as agents (agent), json_each('{json.dumps(ENTERED)}') as input",
    "landing/chat_messages.csv": "select customer_id || role as message_id, "
    "moment + to_seconds(seconds) as at, role as sender_role, agent_id, customer_id, shop, "
    f"'taobao' as channel from ({TALK}), (values ('customer', 0), ('agent', 25)) as r (role, "
    "seconds)",
    "landing/orders.csv": "select 'O' || customer_id as order_id, customer_id, shop, "
    "moment + to_minutes(9) as placed_at, if(talk % 4 > 0, moment + to_minutes(10), null) as "
    "paid_at, 100 + talk as amount, if(talk % 4 > 0, 100 + talk, null) as paid_amount, 1 as items "
    f"from ({TALK})",
    "landing/refunds.csv": "select 'R' || customer_id as refund_id, 'O' || customer_id as "
    "order_id, customer_id, shop, agent_id, 'success' as status, 9.9 as amount, moment + "
    "to_hours(1) as applied_at, moment + to_hours(2) as finished_at "
    f"from ({TALK}) where talk % 10 = 1",
}


def main() -> None:
    asked = _arguments()
    if asked.home is not None:
        _run(asked.home)
        return
    with tempfile.TemporaryDirectory(prefix="deskmark-statements-") as folder:
        home = Path(folder) / "desk"
        _make(home, asked.agents, asked.team, asked.talks)
        command = [sys.executable, "-m", "tests.bench.statements", "--home", str(home)]
        cost, said = cost_of(command)
        print(f"{asked.agents:,} agents in teams of {asked.team}, {asked.talks} talks a day each")
        for step, seconds in json.loads(said).items():
            print(f"{step:12}{seconds:8.1f} s")
        print(f"{'processor':12}{cost.processor_seconds:8.1f} s")
        print(f"{'all':12}{cost.seconds:8.1f} s{cost.megabytes:8.0f} MB")


def _make(home: Path, agents: int, team: int, talks: int) -> None:
    logs = [Path(name).stem for name in FILES]
    desk_of(home, ZONE, 0, logs)
    desk = open_desk(home)
    given = {"agents": agents, "team": team, "talks": talks}
    with open_warehouse(desk) as connection:
        for name, query in FILES.items():
            asked = {key: value for key, value in given.items() if f"${key}" in query}
            connection.execute(f"copy ({query}) to '{home / name}' (header)", asked)
        assert ingest(desk, connection).refusals == {}
        measure(connection, desk, KPIS)


def _run(home: Path) -> None:
    desk = _with_scheme(open_desk(home))
    seconds: dict[str, float] = {}
    with open_warehouse(desk) as connection:
        for name, step in (
            ("inputs", inputs_for),
            ("counted", count_period),
            ("scored", appraise),
            ("statements", write_statements),
        ):
            began = time.monotonic()
            step(connection, desk, OCTOBER)
            seconds[name] = time.monotonic() - began
        query = "select count(*) from score.results where score is null"
        assert connection.execute(query).fetchall() == [(0,)], (
            "a sheet without a score costs little"
        )
    print(json.dumps(seconds))


def _with_scheme(desk: Desk) -> Desk:
    chosen = {"schemes": USES, "language": "zh"}
    return replace(desk, settings=desk.settings.model_copy(update=chosen))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.statements")
    parser.add_argument("--agents", type=int, default=2000)
    parser.add_argument("--team", type=int, default=50)
    parser.add_argument("--talks", type=int, default=10)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
