"""A made-up desk with KPI sums, people and month-end entries: just what an appraisal reads."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb

from assets.desk.home import Desk
from assets.desk.settings import DeskSettings, SchemeUse
from metrics.kpi import Kpi
from metrics.label import Label

TABLES = """
create schema kpi; create schema staged; create schema ops; create schema settings;
create table kpi.agent_days (kpi varchar, business_date date, agent_id varchar, shop varchar,
    queue varchar, channel varchar, numerator decimal(38, 6), denominator decimal(38, 6), n bigint,
    squares decimal(38, 6));
create table kpi.catalogue (kpi varchar, definition varchar);
create table staged.agents (agent_id varchar, name varchar, team varchar, role varchar,
    shop varchar, valid_from date, valid_to date, hired_on date, left_on date);
create table staged.month_end_inputs (agent_id varchar, period varchar, input varchar,
    value varchar, rater varchar, note varchar);
create table ops.days (relation varchar, date_column varchar, day date, version bigint);
"""
TOP = {
    "inquiry_conversion_rate": (75, 100),
    "order_pay_rate": (92, 100),
    "aov": (112, 1),
    "chat_reply_rate": (99, 100),
    "average_response_seconds": (3000, 100),
    "refund_rate": (3, 92),
}
RATED = {"work_task": "10", "work_attitude": "5", "late_or_early_count": "0", "leave_days": "0"}
Sums = Mapping[str, tuple[int, int]]


def make_desk(home: Path, schemes: Sequence[SchemeUse] | None = None, **settings: object) -> Desk:
    use = SchemeUse(scheme="taobao-kpi-tiers", teams=["售前一组"], since="2026-01")
    known = {"name": "小店客服", "language": "zh", "time_zone": "Asia/Shanghai", **settings}
    chosen = [use] if schemes is None else list(schemes)
    return Desk(home, DeskSettings.model_validate({**known, "schemes": chosen}))


def make_warehouse() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(TABLES)
    for kpi in _kpis():
        connection.execute(
            "insert into kpi.catalogue values (?, ?)", [kpi.id, kpi.model_dump_json()]
        )
    loaded_until(connection, date(2027, 12, 31))
    return connection


def loaded_until(connection: duckdb.DuckDBPyConnection, day: date) -> None:
    connection.execute("delete from ops.days")
    connection.execute("insert into ops.days values ('raw.orders', 'business_date', ?, 1)", [day])


def add_agent(
    connection: duckdb.DuckDBPyConnection,
    agent_id: str,
    *,
    name: str = "",
    team: str = "售前一组",
    valid_from: date = date(1, 1, 1),
    valid_to: date = date(9999, 12, 31),
    left_on: date | None = None,
    role: str | None = None,
) -> None:
    connection.execute(
        "insert into staged.agents values (?, ?, ?, ?, null, ?, ?, null, ?)",
        [agent_id, name or None, team, role, valid_from, valid_to, left_on],
    )


def add_sums(
    connection: duckdb.DuckDBPyConnection, agent_id: str | None, day: date, sums: Sums
) -> None:
    for kpi, (over, under) in sums.items():
        connection.execute(
            "insert into kpi.agent_days values (?, ?, ?, 'shop', null, null, ?, ?, ?, null)",
            [kpi, day, agent_id, over, under, under],
        )


def add_entries(
    connection: duckdb.DuckDBPyConnection,
    agent_id: str,
    period: str,
    entries: Mapping[str, str],
    rater: str = "王主管",
) -> None:
    for name, value in entries.items():
        connection.execute(
            "insert into staged.month_end_inputs values (?, ?, ?, ?, ?, null)",
            [agent_id, period, name, value, rater],
        )


def add_top_agent(
    connection: duckdb.DuckDBPyConnection, agent_id: str, period: str, *, name: str = ""
) -> None:
    """Every line at its top edge, 100 points; the sums come on two days."""
    year, month = (int(part) for part in period.split("-"))
    if not connection.execute(
        "select 1 from staged.agents where agent_id = ?", [agent_id]
    ).fetchone():
        add_agent(connection, agent_id, name=name)
    first_half = {kpi: (over // 2, under // 2) for kpi, (over, under) in TOP.items()}
    second_half = {
        kpi: (over - over // 2, under - under // 2) for kpi, (over, under) in TOP.items()
    }
    add_sums(connection, agent_id, date(year, month, 2), first_half)
    add_sums(connection, agent_id, date(year, month, 17), second_half)
    # The shop's own order value is 100, whatever the agents' are.
    connection.execute("delete from kpi.agent_days where kpi = 'shop_aov'")
    add_sums(connection, None, date(year, month, 17), {"shop_aov": (700, 7)})
    add_entries(connection, agent_id, period, RATED)


def _kpis() -> list[Kpi]:
    def kpi(id_: str, **more: object) -> Kpi:
        known = {
            "id": id_,
            "label": Label(en=id_, zh=id_),
            "definition": Label(en=id_, zh=id_),
            "formula": id_,
            "kind": "ratio",
            "unit": "ratio",
            "better": "higher",
        }
        if "over" not in more:
            known |= {"model": "marts.orders", "numerator": "1", "denominator": "1"}
        return Kpi.model_validate(known | more)

    return [
        kpi("inquiry_conversion_rate", kind="share", unit="share", matures_after_days=4),
        kpi("order_pay_rate", kind="share", unit="share"),
        kpi("aov"),
        kpi("shop_aov", not_for=("agent",)),
        kpi("aov_index", over=("aov", "shop_aov")),
        kpi("chat_reply_rate", kind="share", unit="share"),
        kpi("average_response_seconds", unit="seconds"),
        kpi("refund_rate", kind="share", unit="share"),
    ]
