"""A late row rebuilds its own business day and what depends on it, and nothing else.

Shown by counting: which days of which relation a load changed, and which were built again.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assets.desk.home import Desk, open_desk
from assets.kpi_tables import kpi_models, write_catalogue
from assets.raw.load import ingest
from assets.settings import write_desk, write_queue_policies
from assets.warehouse import open_warehouse
from sql import load_models, refresh
from tests.conftest import MakeDesk, desk_at

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FIRST = date(2026, 9, 1)
DAYS = [FIRST + timedelta(days=shift) for shift in range(40)]
LATE = DAYS[25]
HEADS = {
    "orders": "order_id,customer_id,shop,placed_at,paid_at,updated_at,paid_amount",
    "chat_messages": "message_id,conversation_id,at,sender_role,agent_id,customer_id,shop",
    "refunds": "refund_id,order_id,customer_id,agent_id,status,amount,applied_at,finished_at",
    "calls": "call_id,queued_at,answered_at,ended_at,queue,agent_id,wait_seconds,outcome",
    "tickets": "ticket_id,created_at,updated_at,first_reply_at,solved_at,status,agent_id",
}
LINES = {
    "orders": "{id},c{n},east,{day} 10:30:00,{day} 11:00:00,{day} 11:00:00,20",
    "chat_messages": "{id},s{id},{day} 10:00:00,customer,ann,c{n},east\n"
    "{id}b,s{id},{day} 10:00:30,agent,ann,c{n},east",
    "refunds": "{id},o{id},c{n},ann,success,5,{day} 12:00:00,{day} 13:00:00",
    "calls": "{id},{day} 09:00:00,{day} 09:00:10,{day} 09:03:00,help,ann,10,answered",
    "tickets": "{id},{day} 09:00:00,{day} 15:00:00,{day} 09:30:00,{day} 15:00:00,solved,ann",
}
# Relations whose rows of one day are made from more days than that, by definition, with the days
# that a row of day 0 reaches: an order waits for its buyer's words, an inquiry for its orders.
REACH = {
    "orders": {
        "marts.orders": (0, 0),
        "marts.inquiries": (-4, 21),
        "marts.refunds": (0, 90),
        "marts.new_buyers": (0, 366),
    },
    "chat_messages": {
        "marts.orders": (-15, 5),
        "marts.chat_threads": (-14, 0),
        "marts.contacts": (-8, 9),
    },
    "refunds": {},
    "calls": {
        "marts.agent_spans": (-3, 3),
        "marts.agent_time": (0, 2),
        "marts.contacts": (-8, 8),
        "marts.callbacks": (-3, 0),
    },
    "tickets": {
        "marts.ticket_turns": (-397, 366),
        "marts.ticket_targets": (-366, 0),
        "marts.tickets": (-366, 31),
        "marts.backlog": (0, 366),
        "marts.contacts": (-374, 39),
    },
}
Rebuilt = dict[str, set[date]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty days of five logs, a file each, loaded and measured."""
    home = tmp_path_factory.mktemp("late-rows") / "desk"
    desk = desk_at(home, f"sources: [{', '.join(f'trial_{log}' for log in HEADS)}]")
    for log, head in HEADS.items():
        columns = "".join(f"  {name}: {name}\n" for name in head.split(","))
        source = f"label: {{en: T, zh: 试}}\nlog: {log}\nformat: csv\ncolumns:\n{columns}"
        (desk.home / "sources" / f"trial_{log}.yml").write_text(source, encoding="utf-8")
        write(desk, log, "all", [line(log, day, n) for n, day in enumerate(DAYS)])
    with open_warehouse(desk) as connection:
        bring_up_to_date(desk, connection)
    return home


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Desk:
    """The same, to add to."""
    return open_desk(Path(shutil.copytree(built, tmp_path / "desk")))


def line(log: str, day: date, number: int, name: str = "") -> str:
    return LINES[log].format(id=name or f"r{number}", day=day, n=number % 7)


def write(desk: Desk, log: str, name: str, lines: list[str]) -> None:
    text = "\n".join([HEADS[log], *lines]) + "\n"
    (desk.landing / f"{log}-{name}.csv").write_text(text, encoding="utf-8")


@pytest.fixture
def warehouse(desk: Desk) -> Iterator["DuckDBPyConnection"]:
    with open_warehouse(desk) as connection:
        yield connection


def bring_up_to_date(desk: Desk, connection: "DuckDBPyConnection") -> Rebuilt:
    """Loads and rebuilds what is behind; answers which days of which relation that was."""
    ingested = ingest(desk, connection)
    assert ingested.refusals == {} and all(load.rejected == 0 for load in ingested.loads)
    write_desk(connection, desk)
    write_queue_policies(connection, desk)
    write_catalogue(connection)
    return {
        table: set(refresh(connection, model, settings_fingerprint="").days)
        for table, model in {**load_models(), **kpi_models()}.items()
    }


def changed_since(connection: "DuckDBPyConnection", version: int) -> Rebuilt:
    """Days whose rows are others than they were."""
    found: Rebuilt = {}
    query = "select relation, day from ops.days where version > ? and date_column = 'business_date'"
    for relation, day in connection.execute(query, [version]).fetchall():
        found.setdefault(relation, set()).add(day)
    return found


def latest(connection: "DuckDBPyConnection") -> int:
    ((version,),) = connection.execute("select max(version) from ops.days").fetchall()
    return int(version)


def between(first: int, last: int) -> set[date]:
    return {LATE + timedelta(days=shift) for shift in range(first, last + 1)} & {*DAYS}


@pytest.mark.parametrize("log", HEADS)
def test_a_late_row_changes_its_own_day_and_builds_what_reads_that_day(
    desk: Desk, warehouse: "DuckDBPyConnection", log: str
) -> None:
    before = latest(warehouse)
    write(desk, log, "late", [line(log, LATE, 99, "late")])
    rebuilt = bring_up_to_date(desk, warehouse)
    changed = changed_since(warehouse, before)
    assert changed[f"raw.{log}"] == rebuilt[f"staged.{log}"] == {LATE}
    touched = {table for table, days in rebuilt.items() if days}
    assert touched & {f"staged.{other}" for other in HEADS} == {f"staged.{log}"}
    for table in touched:
        reach = REACH[log].get(table, (0, 0))
        if table == "kpi.agent_days":  # sums of all that changed, dated by any of its dates
            assert rebuilt[table] <= set().union(*changed.values())
        elif table == "kpi.duration_months":
            assert rebuilt[table] == {day.replace(day=1) for day in changed["kpi.durations"]}
        else:
            assert rebuilt[table] <= between(*reach) | {LATE}, table
    for table, days in changed.items():
        assert days <= rebuilt.get(table, {LATE}), table
    assert bring_up_to_date(desk, warehouse) == {table: set() for table in rebuilt}


def test_a_late_row_leaves_what_a_clean_desk_would_have(
    desk: Desk, warehouse: "DuckDBPyConnection", make_desk: MakeDesk
) -> None:
    for log in HEADS:
        write(desk, log, "late", [line(log, LATE, 99, "late")])
        bring_up_to_date(desk, warehouse)
    clean = make_desk("sources: all", name="clean")
    for path in [*desk.landing.iterdir(), *(desk.home / "sources").iterdir()]:
        (clean.home / path.parent.name / path.name).write_bytes(path.read_bytes())
    for name in ("desk.yml", ".pseudonym-key"):
        (clean.home / name).write_bytes((desk.home / name).read_bytes())
    with open_warehouse(clean) as connection:
        bring_up_to_date(clean, connection)
        for table in {**load_models(), **kpi_models()}:
            # files were numbered in another order
            query = f"select columns(lambda c: c <> 'file_id') from {table} order by all"
            assert warehouse.execute(query).fetchall() == connection.execute(query).fetchall(), (
                table
            )


def conversion(connection: "DuckDBPyConnection") -> dict[date, tuple[int, int]]:
    """Day → inquiries that were paid for, inquiries."""
    rows = connection.execute(
        "select business_date, sum(numerator)::int, sum(denominator)::int from kpi.agent_days "
        "where kpi = 'inquiry_conversion_rate' group by all"
    ).fetchall()
    return {day: (paid, asked) for day, paid, asked in rows}


def test_an_order_paid_days_later_changes_the_day_of_its_inquiry(
    desk: Desk, warehouse: "DuckDBPyConnection"
) -> None:
    asked = [
        f"new{who},snew,{LATE} 15:00:0{n},{who},ann,newcomer,east"
        for n, who in enumerate(("customer", "agent"))
    ]
    placed = f"onew,newcomer,east,{LATE} 16:00:00,,{LATE} 16:00:00,"
    write(desk, "chat_messages", "new", asked)
    write(desk, "orders", "new", [placed])
    bring_up_to_date(desk, warehouse)
    before, version = conversion(warehouse), latest(warehouse)
    paid_on = LATE + timedelta(days=3)
    paid = f"onew,newcomer,east,{LATE} 16:00:00,{paid_on} 08:00:00,{paid_on} 08:00:00,20"
    write(desk, "orders", "paid", [paid])
    rebuilt = bring_up_to_date(desk, warehouse)
    after, changed = conversion(warehouse), changed_since(warehouse, version)
    paid_before, asked_before = before[LATE]
    assert after == before | {LATE: (paid_before + 1, asked_before)}
    assert changed["raw.orders"] == changed["marts.orders"] == changed["marts.inquiries"] == {LATE}
    assert rebuilt["marts.inquiries"] <= between(-4, 21)
    assert changed["kpi.agent_days"] <= {LATE, paid_on}


def test_a_corrected_date_changes_the_day_that_was_left_and_the_day_that_was_meant(
    desk: Desk, warehouse: "DuckDBPyConnection"
) -> None:
    """The file's other day is read again, but its figures wake nobody."""
    meant, other = DAYS[30], DAYS[27]
    kept = line("calls", other, 1, "kept")
    write(desk, "calls", "week", [line("calls", LATE, 0, "moved"), kept])
    bring_up_to_date(desk, warehouse)
    version = latest(warehouse)
    write(desk, "calls", "week", [line("calls", meant, 0, "moved"), kept])
    rebuilt = bring_up_to_date(desk, warehouse)
    changed = changed_since(warehouse, version)
    assert rebuilt["marts.calls"] == {LATE, other, meant}
    assert changed["kpi.agent_days"] == {LATE, meant}
    assert rebuilt["marts.orders"] == rebuilt["marts.tickets"] == set()


def queue_log(first: date, days: int) -> str:
    start = int(datetime.fromisoformat(f"{first}T02:00:00+00:00").timestamp())
    return "".join(
        f"{at}|c{at}|desk|NONE|ENTERQUEUE||5550100|1\n"
        f"{at + 10}|c{at}|desk|ann|CONNECT|10|x|2\n"
        f"{at + 70}|c{at}|desk|ann|COMPLETECALLER|10|60|1\n"
        for day in range(days)
        for at in range(start + day * 86400, start + day * 86400 + 36000, 1800)
    )


@pytest.mark.scale
def test_a_back_fill_of_400_days_is_one_run(tmp_path: Path) -> None:
    home, first = tmp_path / "desk", date(2025, 9, 1)
    (home / "landing").mkdir(parents=True)
    settings = f"name: T\ntime_zone: Asia/Shanghai\nstarts_on: {first}\n"
    (home / "desk.yml").write_text(settings, encoding="utf-8")
    (home / "landing" / "queue_log").write_text(queue_log(first, 400), encoding="utf-8")
    command = [sys.executable, "-m", "pipelines", "--home", str(home), "run", "--json"]
    again = ["--from", str(first), "--to", str(first + timedelta(days=399))]
    for times, words in ((1, []), (2, again)):
        began = time.monotonic()
        done = subprocess.run([*command, *words], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        seconds = time.monotonic() - began
        assert json.loads(done.stdout)["days_rebuilt"] == 400
        # each stage of the 400 days is one run of Dagster's
        assert {job: len(ids) for job, ids in runs_of(home).items()} == {
            "load": times,
            "refresh": times,
        }
        sys.stdout.write(f"400 days: {seconds:.1f} s\n")


def runs_of(home: Path) -> dict[str, list[str]]:
    """Ids of Dagster's runs by job."""
    found: dict[str, list[str]] = {}
    with sqlite3.connect(home / "var" / "dagster" / "history" / "runs.db") as connection:
        for job, run in connection.execute("select pipeline_name, run_id from runs"):
            found.setdefault(job, []).append(run)
    return found
