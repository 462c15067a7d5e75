"""A made-up warehouse with just what the dashboard reads, seeded, of any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from assets.desk.settings import DeskSettings
from assets.kpi_tables import read_catalogue
from assets.site.content import content
from dashboards.content import Content
from dashboards.page import kpis_on, load_pages
from metrics.histogram import bucket_of
from metrics.kpi import Kpi, with_variants
from metrics.kpi_query import presence
from sql import load_models, refresh
from tests.sql.small_desk import bring_up_to_date, put, small_desk

LAST_DAY = date(2026, 3, 3)
QUERIES = files("tests.dashboards").joinpath("toy_desk.sql").read_text("utf-8").split(";\n\n")
KINDS = {
    **dict.fromkeys(("chat_conversations", "chat_rounds", "chat_concurrency"), "chats"),
    **dict.fromkeys(("inquiries", "orders", "order_credits", "chat_reports"), "chats"),
    **dict.fromkeys(("calls", "missed_offers", "agent_time", "queue_intervals"), "calls"),
    **dict.fromkeys(("tickets", "ticket_targets", "ticket_replies", "backlog"), "tickets"),
    **dict.fromkeys(("refunds",), "refunds"),
}
USUAL = {"seconds": 40.0, "minutes": 1800.0, "hours": 30_000.0, "money": 150.0}


@dataclass(frozen=True)
class ToyDesk:
    days: int = 62
    agents: int = 40
    names: Sequence[str] = ()
    queues: Sequence[str] = ("售前", "售后", "物流", "VIP")
    shops: Sequence[str] = ("旗舰店", "小店")
    channels: Sequence[str] = ("taobao", "jd", "pdd")
    teams: Sequence[str] = ("一组", "二组", "三组", "四组")
    logs: Sequence[str] = ("chats", "calls", "tickets", "refunds")
    each_does: int = 4  # of the logs, how many an agent works in
    last_day: date = LAST_DAY
    seed: int = 7


@cache
def _empty_warehouse() -> bytes:
    """Every table of a desk without a log, made once: most of what a toy desk takes to make."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "desk.duckdb")
        with small_desk() as connection:
            bring_up_to_date(connection)
            connection.execute(f"attach '{path}' as disk")
            connection.execute("copy from database memory to disk; detach disk")
        return path.read_bytes()


def make_warehouse(toy: ToyDesk) -> duckdb.DuckDBPyConnection:
    with TemporaryDirectory() as folder:
        path = Path(folder, "empty.duckdb")
        path.write_bytes(_empty_warehouse())
        connection = duckdb.connect()
        connection.execute(f"attach '{path}' as disk (read_only)")
        connection.execute("copy from database disk to memory; detach disk")
    names = [*toy.names, *(f"客服{place:02d}" for place in range(len(toy.names), toy.agents))]
    people = [
        {"agent_id": f"agent-{place:04d}", "name": name, "team": toy.teams[place % len(toy.teams)]}
        for place, name in enumerate(names)
    ]
    if people:
        put(connection, "raw.agents", people)
        refresh(connection, load_models()["staged.agents"], settings_fingerprint="as set")
    if toy.days:
        _fill(connection, toy)
    return connection


def content_of(toy: ToyDesk, language: str = "zh", **settings: object) -> Content:
    with make_warehouse(toy) as connection:
        return content_from(connection, language, **settings)


def content_from(
    connection: duckdb.DuckDBPyConnection, language: str = "zh", **settings: object
) -> Content:
    team = settings.pop("team", None)
    given = {"name": "演示客服台", "time_zone": "Asia/Shanghai", "starts_on": LAST_DAY, **settings}
    made = DeskSettings.model_validate({**given, "language": language})
    return content(connection, made, team if isinstance(team, str) else None)


def _fill(connection: duckdb.DuckDBPyConnection, toy: ToyDesk) -> None:
    first = toy.last_day - timedelta(days=toy.days - 1)
    parameters = {
        "first": first,
        "last": toy.last_day,
        "each_does": toy.each_does,
        "seed": toy.seed,
        **{name: list(getattr(toy, name)) for name in ("logs", "shops", "channels", "queues")},
    }
    for name, value in parameters.items():
        connection.execute(f"set variable {name} = $value", {"value": value})
    rows, intervals, days, health, *_ = QUERIES
    for query in (rows, intervals, days):
        connection.execute(query)
    every = with_variants(read_catalogue(connection))
    for id_ in kpis_on(load_pages()):
        if (kpi := every.get(id_)) and not kpi.over and kpi.kind != "quantile":
            _add_kpi(connection, kpi)
    for query in health.split(";\n"):
        connection.execute(query)


def _add_kpi(connection: duckdb.DuckDBPyConnection, kpi: Kpi) -> None:
    model = kpi.reads[0].model
    kind = KINDS.get(model.split(".")[1], "all")
    mean = USUAL.get(kpi.unit, 1.0)
    values = {
        "kpi": kpi.id,
        "kind": kind,
        "mean": mean,
        "log": presence(model),
        "share": 0.1 if kpi.better == "lower" else 0.9,
        "middle": bucket_of(mean),
    }
    shape = {"mean": "means", "count": "counts", "stock": "counts", "people": "counts"}
    tables = [] if kpi.grain == "queue_intervals" else ["agent_days"]
    for table in [*tables, *(["queue_intervals"] if kpi.is_by_half_hour else [])]:
        query = next(q for q in QUERIES if f"-- {shape.get(kpi.kind, 'shares')} " in q)
        _insert(connection, query, table, values)
        _insert(connection, next(q for q in QUERIES if "-- presence " in q), table, values)
    if kpi.has_quantiles:
        _insert(connection, next(q for q in QUERIES if "-- times " in q), "durations", values)


def _insert(
    connection: duckdb.DuckDBPyConnection, query: str, table: str, values: dict[str, object]
) -> None:
    is_fine = table == "queue_intervals"
    places = "interval_at, shop, queue" if is_fine else "agent_id, shop, queue, channel"
    text = query.replace("TABLE", f"kpi.{table}").replace("PLACES", places)
    text = text.replace("ROWS", "toy_intervals" if is_fine else "toy_rows")
    used = {name: value for name, value in values.items() if f"${name}" in text}
    connection.execute(text, used)
