"""The processes that the measuring bench compares; each prints its work's seconds and a count.

What a work needs is imported before its clock starts.

python -m tests.bench.measuring relations HOME        # from loaded logs to every mart and KPI
python -m tests.bench.measuring five HOME             # from loaded logs to five KPIs alone
python -m tests.bench.measuring pandas FOLDER         # the same five from the same files
python -m tests.bench.measuring scan FOLDER           # every column of the same files, once
"""

import importlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.scan import scan

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FIVE = (
    "chat_reply_rate",
    "average_response_seconds",
    "aht_seconds",
    "first_reply_minutes",
    "refund_handling_hours",
)


def relations(home: Path) -> int:
    """What `deskmark measure` does, without the scheduler around it; relations refreshed."""
    from assets.kpi_tables import kpi_models
    from sql import load_models, refresh

    models = [*load_models().values(), *kpi_models().values()]
    with _warehouse(home) as connection:
        for model in models:
            refresh(connection, model, settings_fingerprint="")
    return len(models)


def five(home: Path) -> int:
    """Five KPIs by agent, day, shop, queue and channel; only what is read twice stays."""
    from metrics.kpi import load_kpis
    from metrics.kpi_query import agent_days_scans, union
    from sql import dependencies, load_models

    models, kpis = load_models(), [load_kpis()[id_] for id_ in FIVE]
    needed, waiting = set[str](), {source.model for kpi in kpis for source in kpi.reads}
    while waiting:
        table = waiting.pop()
        if table in models and table not in needed:
            needed.add(table)
            waiting |= dependencies(models[table])
    query = union(
        agent_days_scans(kpis, {table: [*models[table].columns] for table in models}).values()
    )
    with _warehouse(home) as connection:
        connection.execute("set variable first_day = date '1900-01-01'")
        connection.execute("set variable last_day = date '2100-01-01'")
        readers = Counter(read for table in needed for read in dependencies(models[table]))
        for model in [model for table, model in models.items() if table in needed]:
            is_kept = readers[model.table] > 1 and model.materialized != "view"
            kind = "table" if is_kept else "view"
            connection.execute(f"create {kind} {model.table} as {model.query}")
        connection.execute(f"create or replace table kpi.five as {query}")
    return len(needed) + 1


@contextmanager
def _warehouse(home: Path) -> "Iterator[DuckDBPyConnection]":
    """A desk's, with its settings written and all of it on disk in the end."""
    from assets.chat_rules import write_chat_rules
    from assets.clocks.write import write_clocks
    from assets.desk.home import open_desk
    from assets.periods import write_periods
    from assets.settings import write_desk, write_queue_policies, write_ticket_policies
    from assets.warehouse import open_warehouse
    from sql import prepare

    desk = open_desk(home)
    with open_warehouse(desk) as connection:
        prepare(connection)
        for write in (
            write_desk,
            write_queue_policies,
            write_ticket_policies,
            write_clocks,
            write_periods,
        ):
            write(connection, desk)
        write_chat_rules(connection, desk.home / "chat_rules")
        yield connection
        connection.execute("checkpoint")


def in_pandas(folder: Path) -> int:
    """Replied customers, response, handle, first reply and refund times by agent and day."""
    import pandas as pd

    def read(log: str, names: list[str], times: list[str]) -> pd.DataFrame:
        files = sorted((folder / log).glob("*.csv"))
        frame = pd.concat([pd.read_csv(file, usecols=names + times) for file in files])
        for name in times:
            moments = pd.to_datetime(frame[name], format="%Y-%m-%d %H:%M:%S")
            frame[name] = moments.dt.tz_localize("Asia/Shanghai").dt.tz_convert("UTC")
        frame["day"] = frame[times[0]].dt.tz_convert("Asia/Shanghai").dt.date
        return frame

    who = ["agent_id", "customer_id", "shop", "channel"]
    chats = read("chat_messages", [*who, "sender_role", "is_automatic", "message_id"], ["at"])
    chats = chats[chats.sender_role.isin(["customer", "agent"]) & ~chats.is_automatic]
    chats["is_reply"] = chats.sender_role == "agent"
    thread = ["day", *who]
    chats = chats.sort_values([*thread, "at", "is_reply", "message_id"])
    new = (chats[thread] != chats[thread].shift()).any(axis=1)
    turns = chats[new | (chats.is_reply != chats.is_reply.shift())]
    following = turns.groupby(thread, sort=False)["at"].shift(-1)
    rounds = turns.assign(wait=(following - turns["at"]).dt.total_seconds())[~turns.is_reply]
    answered = rounds.groupby(thread, sort=False)["wait"].count() > 0
    calls = read("calls", ["agent_id", "talk_seconds", "hold_seconds"], ["queued_at"])
    tickets = read("tickets", ["agent_id"], ["created_at", "first_reply_at"])
    refunds = read("refunds", ["agent_id"], ["applied_at", "finished_at"])
    found = [
        answered.groupby(["day", "agent_id"]).agg(["sum", "count"]),
        rounds.groupby(["day", "agent_id"])["wait"].agg(["sum", "count"]),
        _spans(calls, calls.talk_seconds + calls.hold_seconds),
        _spans(tickets, (tickets.first_reply_at - tickets.created_at).dt.total_seconds()),
        _spans(refunds, (refunds.finished_at - refunds.applied_at).dt.total_seconds()),
    ]
    return sum(len(one) for one in found)


def _spans(frame: Any, seconds: Any) -> Any:  # of pandas, which is imported where it is used
    return seconds.groupby([frame["day"], frame["agent_id"]]).agg(["sum", "count"])


WORKS: dict[str, Callable[[Path], int]] = {
    "relations": relations,
    "five": five,
    "pandas": in_pandas,
    "scan": scan,
}


LIBRARIES = {
    "relations": ("assets.settings", "assets.kpi_tables"),
    "five": ("assets.settings", "metrics.kpi_query"),
    "pandas": ("pandas",),
    "scan": ("duckdb",),
}


def main() -> None:
    what, place = sys.argv[1:]
    for library in LIBRARIES[what]:
        importlib.import_module(library)
    began = time.monotonic()
    count = WORKS[what](Path(place))
    sys.stdout.write(f"{time.monotonic() - began:.3f} {count}\n")


if __name__ == "__main__":
    main()
