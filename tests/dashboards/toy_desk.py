"""A made-up warehouse with just what the dashboard reads, seeded, of any size."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import duckdb
import polars as pl

from assets.desk.settings import DeskSettings
from assets.site import as_of, frames
from dashboards.measure import Measure
from dashboards.view import View
from metrics.label import Label
from sql import prepare

LAST_DAY = date(2026, 3, 3)

TABLES = """
create table kpi.agent_days (kpi varchar, business_date date, agent_id varchar, shop varchar,
    queue varchar, channel varchar, numerator decimal(38, 6), denominator decimal(38, 6), n bigint,
    squares decimal(38, 6));
create table kpi.queue_intervals (kpi varchar, business_date date, interval_at timestamp,
    queue varchar, numerator decimal(38, 6), denominator decimal(38, 6), n bigint,
    squares decimal(38, 6));
create table staged.agents (agent_id varchar, name varchar, team varchar, role varchar,
    shop varchar, valid_from date, valid_to date);
"""


def _kind(id: str, unit: str) -> str:
    if id == "backlog":
        return "stock"
    return {"share": "share", "count": "count"}.get(unit, "mean")


def _measure(id: str, en: str, zh: str, unit: str, better: str, **more: int | bool) -> Measure:
    return Measure(
        id=id,
        label=Label(en=en, zh=zh),
        definition=Label(en=f"{en}, as the desk counts it.", zh=f"{zh}的定义。"),
        formula=f"sum({id}) / count({id})",
        kind=_kind(id, unit),
        unit=unit,
        better=better,
        minimum_sample=20,
        matures_after_days=int(more.get("matures", 0)),
        is_for_agents=bool(more.get("agents", True)),
    )


MEASURES = {
    measure.id: measure
    for measure in (
        _measure("chat_customers", "Customers received", "接待人数", "count", "neither"),
        _measure("first_response_seconds", "First response", "首次响应时间", "seconds", "lower"),
        _measure("average_response_seconds", "Average response", "平均响应", "seconds", "lower"),
        _measure(
            "inquiry_conversion_rate", "Conversion", "询单转化率", "share", "higher", matures=4
        ),
        _measure("chat_csat_rate", "Chat satisfaction", "满意率", "share", "higher"),
        _measure("calls_offered", "Calls offered", "进线量", "count", "neither", agents=False),
        _measure("calls_handled", "Calls handled", "话务量", "count", "neither"),
        _measure("aht_seconds", "Handle time", "平均处理时长", "seconds", "lower"),
        _measure("service_level", "Service level", "服务水平", "share", "higher", agents=False),
        _measure("abandon_rate", "Abandoned", "呼叫放弃率", "share", "lower", agents=False),
        _measure("tickets_created", "Tickets created", "新建工单", "count", "neither"),
        _measure("tickets_solved", "Tickets solved", "解决工单", "count", "neither"),
        _measure("backlog", "Backlog", "积压", "count", "lower", agents=False),
        _measure("first_reply_minutes", "First reply", "首次回复时长", "minutes", "lower"),
        _measure("refund_rate", "Refund rate", "退款率", "share", "lower", agents=False),
        _measure("refund_handling_hours", "Refund handling", "退款处理时长", "hours", "lower"),
    )
}


@dataclass(frozen=True)
class ToyDesk:
    days: int = 62
    agents: int = 40
    names: Sequence[str] = ()
    queues: Sequence[str] = ("售前", "售后", "物流", "VIP")
    channels: Sequence[str] = ("taobao", "jd", "pdd")
    logs: Sequence[str] = ("chats", "calls", "tickets", "refunds")
    last_day: date = LAST_DAY
    seed: int = 7


def make_warehouse(toy: ToyDesk) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    prepare(connection)
    connection.execute(TABLES)
    if toy.days:
        _fill(connection, toy, random.Random(toy.seed))
    return connection


def _fill(connection: duckdb.DuckDBPyConnection, toy: ToyDesk, chance: random.Random) -> None:
    names = [*toy.names, *(f"客服{place:02d}" for place in range(len(toy.names), toy.agents))]
    people = [
        (f"agent-{place:03d}", name, f"售前{'一二三四'[place % 4]}组")
        for place, name in enumerate(names)
    ]
    _insert(
        connection,
        "staged.agents",
        [
            (id, name, team, None, None, date(1, 1, 1), date(9999, 12, 31))
            for id, name, team in people
        ],
    )
    days = [toy.last_day - timedelta(days=toy.days - 1 - step) for step in range(toy.days)]
    rows = [row for day in days for row in _day(day, toy, people, chance)]
    _insert(connection, "kpi.agent_days", rows)
    if "calls" in toy.logs:
        intervals = [row for day in days for row in _intervals(day, toy, chance)]
        _insert(connection, "kpi.queue_intervals", intervals)
        _insert(connection, "settings.queue_policies", [("*", 20, 5, "F4", 0.8)])
    _health(connection, toy, days)


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]
) -> None:
    connection.register("incoming", pl.DataFrame(rows, orient="row", infer_schema_length=None))
    connection.execute(f"insert into {table} from incoming")
    connection.unregister("incoming")


def view_of(toy: ToyDesk, *, name: str = "旗舰店客服", language: str = "zh") -> View:
    settings = DeskSettings.model_validate(
        {"name": name, "language": language, "time_zone": "Asia/Shanghai"}
    )
    with make_warehouse(toy) as connection:
        return View(
            desk=settings.name,
            language=settings.language,
            as_of=as_of(connection, settings),
            measures=MEASURES,
            frames=frames(connection, settings, MEASURES),
        )


Row = tuple[object, ...]


def _day(
    day: date, toy: ToyDesk, people: Sequence[tuple[str, str, str]], chance: random.Random
) -> list[Row]:
    busy = 1.3 if day.isoweekday() >= 6 else 1.0
    rows: list[Row] = []
    for place, (agent, _, _) in enumerate(people):
        if chance.random() < 0.28:
            continue
        if "chats" in toy.logs:
            rows += _chats(day, agent, toy.channels[place % len(toy.channels)], busy, chance)
        if "calls" in toy.logs and place % 4 == 0:
            rows += _calls(day, agent, busy, chance)
        if "tickets" in toy.logs and place % 5 == 0:
            rows += _tickets(day, agent, chance)
    if "tickets" in toy.logs:
        rows.append(_row("backlog", day, None, None, 180 + chance.randint(-20, 40), None))
    if "refunds" in toy.logs:
        paid = int(chance.gauss(600, 60))
        rows.append(
            _row("refund_rate", day, None, None, int(paid * chance.gauss(0.08, 0.01)), paid)
        )
        rows.append(_mean("refund_handling_hours", day, None, None, 48, 31, 12, chance))
    return rows


def _chats(day: date, agent: str, channel: str, busy: float, chance: random.Random) -> list[Row]:
    customers = max(int(chance.gauss(60, 12) * busy), 3)
    asked = int(customers * 0.6)
    rated = customers // 5
    return [
        _row("chat_customers", day, agent, channel, customers, None),
        _mean("first_response_seconds", day, agent, channel, customers, 24, 15, chance),
        _mean("average_response_seconds", day, agent, channel, customers * 5, 31, 20, chance),
        _row(
            "inquiry_conversion_rate",
            day,
            agent,
            channel,
            int(asked * chance.gauss(0.55, 0.05)),
            asked,
        ),
        _row("chat_csat_rate", day, agent, channel, max(rated - chance.randint(0, 3), 0), rated),
    ]


def _calls(day: date, agent: str, busy: float, chance: random.Random) -> list[Row]:
    calls = max(int(chance.gauss(45, 8) * busy), 2)
    return [
        _row("calls_handled", day, agent, "phone", calls, None),
        _mean("aht_seconds", day, agent, "phone", calls, 244, 90, chance),
    ]


def _tickets(day: date, agent: str, chance: random.Random) -> list[Row]:
    created = max(int(chance.gauss(14, 4)), 1)
    return [
        _row("tickets_created", day, agent, "mail", created, None),
        _row("tickets_solved", day, agent, "mail", max(created - chance.randint(-2, 3), 0), None),
        _mean("first_reply_minutes", day, agent, "mail", created, 47, 30, chance),
    ]


def _row(
    kpi: str, day: date, agent: str | None, channel: str | None, top: int, of: int | None
) -> Row:
    return (kpi, day, agent, None, None, channel, float(top), of and float(of), of or top, None)


def _mean(
    kpi: str,
    day: date,
    agent: str | None,
    channel: str | None,
    n: int,
    mean: float,
    spread: float,
    chance: random.Random,
) -> Row:
    average = chance.gauss(mean, spread / 6)
    squares = n * (average**2 + spread**2)
    return (
        kpi,
        day,
        agent,
        None,
        None,
        channel,
        round(n * average, 3),
        float(n),
        n,
        round(squares, 3),
    )


def _intervals(day: date, toy: ToyDesk, chance: random.Random) -> list[Row]:
    rows: list[Row] = []
    for place, queue in enumerate(toy.queues):
        for slot in range(18, 44):
            at = datetime(day.year, day.month, day.day) + timedelta(minutes=30 * slot, hours=-8)
            offered = max(int(chance.gauss(14 - 3 * place, 4)), 0)
            crowded = 0.18 if slot in (20, 21, 28, 29, 40) else 0.0
            lost = int(offered * max(chance.gauss(0.06 + crowded / 2, 0.03), 0))
            within = int((offered - lost) * min(chance.gauss(0.9 - crowded, 0.05), 1))
            rows += [
                ("service_level", day, at, queue, float(within), float(offered), offered, None),
                ("calls_offered", day, at, queue, float(offered), None, offered, None),
                ("abandon_rate", day, at, queue, float(lost), float(offered), offered, None),
            ]
    return rows


def _health(connection: duckdb.DuckDBPyConnection, toy: ToyDesk, days: Sequence[date]) -> None:
    now = datetime(2026, 3, 4)
    loads = [
        (place, f"landing/{log}.csv", "0" * 64, f"{log}-export", log, 10_000, 9_890, 90, 20, now)
        for place, log in enumerate(toy.logs, start=1)
    ]
    _insert(connection, "ops.loads", loads)
    _insert(
        connection, "ops.rejects", [(1, "landing/chats.csv", 7, 8, "at", "not a time", "x,y", 1)]
    )
    changes = ("chats", "chats-export", "landing/chats.csv", "new rating", "新增 rating")
    _insert(connection, "ops.header_changes", [changes])
    verdicts = [
        ("raw.chats", "volume", "warn", False, "1 odd day.", "1 天异常。", 1, now),
        ("raw.chats", "freshness", "warn", True, "", "", 1, now),
    ]
    _insert(connection, "ops.checks", verdicts)
    late = [(f"raw.{log}", "business_date", day, 1) for log in toy.logs for day in days]
    _insert(connection, "ops.days", late)
