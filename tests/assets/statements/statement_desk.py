"""Two agents with chats, orders, refunds and entries in files, loaded, measured and scored."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from assets.appraisal import appraise, inputs_for
from assets.desk.home import Desk, open_desk
from assets.desk.settings import SchemeUse
from assets.hand_out import write_statements
from assets.trace.people import count_period
from metrics.label import Language
from tests.metrics.loaded_desk import loaded

OCTOBER = "2026-10"
ZONE = "Asia/Shanghai"
# whose, name, team, conversations a day; and what nobody else has
PEOPLE = (("a1", "李小明", "售前一组", 3, "73919.37"), ("a2", "张伟", "售前一组", 2, "48271.93"),
          ("b1", "王芳", "售前二组", 1, "61583.59"))  # fmt: skip
PLANTED = {who: amount for who, _, _, _, amount in PEOPLE}
NAMES = {who: name for who, name, *_ in PEOPLE}
ENTERED = {"work_task": "10", "work_attitude": "5", "late_or_early_count": "0", "leave_days": "0"}
USES = [SchemeUse(scheme="taobao-kpi-tiers", since="2026-10")]
KPIS = ("inquiry_conversion_rate", "order_pay_rate", "aov", "shop_aov", "aov_index",
        "chat_reply_rate", "average_response_seconds", "refund_rate")  # fmt: skip
Rows = list[dict[str, object]]


class Made(NamedTuple):
    """A desk with an open warehouse, and where its statements were written."""

    home: Path
    desk: Desk
    connection: DuckDBPyConnection
    folder: Path


@contextmanager
def statement_desk(home: Path) -> Iterator[Made]:
    with loaded(home, logs(), ZONE, 0, kpis=KPIS) as connection:
        desk = in_language(open_desk(home), "zh")
        inputs_for(connection, desk, OCTOBER)
        count_period(connection, desk, OCTOBER)
        appraise(connection, desk, OCTOBER)
        write_statements(connection, desk, OCTOBER)
        yield Made(home, desk, connection, desk.exports / OCTOBER)


def in_language(desk: Desk, language: Language) -> Desk:
    chosen = {"schemes": USES, "language": language}
    return replace(desk, settings=desk.settings.model_copy(update=chosen))


def logs() -> dict[str, Rows]:
    agents: Rows = [
        {"agent_id": who, "name": name, "team": team, "valid_from": date(2026, 1, 1)}
        for who, name, team, *_ in PEOPLE
    ]
    entries: Rows = [
        {"period": OCTOBER, "agent_id": who, "input": name, "value": value, "rater": "王主管"}
        for who, *_, amount in PEOPLE
        for name, value in (ENTERED | {"bonus": amount, "sales_commission": "0"}).items()
    ]
    messages: Rows = []
    orders: Rows = []
    refunds: Rows = []
    for who, _, _, talks, _ in PEOPLE:
        for day in range(1, 9):
            for number in range(talks):
                _talk(messages, orders, refunds, who, day, number)
    return {"raw.agents": agents, "raw.month_end_inputs": entries, "raw.chat_messages": messages,
            "raw.orders": orders, "raw.refunds": refunds}  # fmt: skip


def _talk(messages: Rows, orders: Rows, refunds: Rows, who: str, day: int, number: int) -> None:
    """A question, an answer, an order or two; every third order unpaid, every fourth refunded."""
    at = datetime(2026, 10, day, 2 + number)  # UTC
    customer = f"{who}-buyer-{day}-{number}"
    shared = {"customer_id": customer, "shop": "小店", "agent_id": who}
    for role, seconds in (("customer", 0), ("agent", 20 + number)):
        message = {"message_id": f"{customer}-{role}", "at": at + timedelta(seconds=seconds)}
        messages.append(message | shared | {"sender_role": role, "channel": "taobao"})
    for place in range(1 + (day % 2)):
        name = f"O-{customer}-{place}"
        placed = at + timedelta(minutes=10 + place)
        is_paid = (day + number + place) % 3 > 0
        paid = {"paid_at": placed + timedelta(minutes=1), "paid_amount": f"{100 + day}.50"}
        order = {"order_id": name, "placed_at": placed, "amount": f"{100 + day}.50", "items": 1}
        orders.append(order | shared | {"agent_id": None} | (paid if is_paid else {}))
        if is_paid and day % 4 == 0:
            refunds.append({"refund_id": f"R-{name}", "order_id": name, "status": "success",
                            "amount": "9.90", "applied_at": placed + timedelta(hours=1),
                            "finished_at": placed + timedelta(hours=2)} | shared)  # fmt: skip
