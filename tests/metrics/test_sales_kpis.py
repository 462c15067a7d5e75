"""Sales and refunds: totals add up, late news change their own day, entries of people count."""

from datetime import date
from decimal import Decimal

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.measures import get
from assets.raw.ledger import NO_DAY
from sql import mark_days, next_version
from tests.sql.random_desk import random_logs, random_zone
from tests.sql.small_desk import bring_up_to_date, measure, put, small_desk

SALES = ("shop_sales", "silent_sales", "attributed_sales", "attributed_sales:equal", "net_sales",
         "net_sales:cohort", "clawback")  # fmt: skip
RULES = ("last_before_payment", "last_before_order", "order_then_payment")


def numerators(connection: DuckDBPyConnection, kpi: str) -> Decimal:
    query = "select coalesce(sum(numerator), 0) from kpi.agent_days where kpi = ?"
    ((total,),) = connection.execute(query, [kpi]).fetchall()
    return Decimal(total)


def total(connection: DuckDBPyConnection, expression: str, relation: str) -> Decimal:
    ((value,),) = connection.execute(f"select coalesce({expression}, 0) from {relation}").fetchall()
    return Decimal(value)


@settings(max_examples=4)
@given(st.integers(0, 10**9))
def test_sales_add_up_by_every_rule(seed: int) -> None:
    connection = small_desk(random_zone(seed))
    for table, rows in random_logs(seed).items():
        put(connection, table, rows)
    measure(connection, SALES)
    shop = numerators(connection, "shop_sales")
    assert shop == total(connection, "sum(paid_amount)", "marts.orders")
    silent = numerators(connection, "silent_sales")
    assert numerators(connection, "attributed_sales") + silent == shop
    assert numerators(connection, "attributed_sales:equal") + silent == shop
    for rule in RULES:
        share = f"(select * from marts.order_credits where rule = '{rule}')"
        assert total(connection, "sum(equal_amount)", share) == shop
        assert total(connection, "sum(paid_amount) filter (is_credited)", share) == shop
        assert total(connection, "min(equal_amount)", share) >= 0
    # by event and by cohort, net sales lose the same refunds
    credited, net = numerators(connection, "attributed_sales"), numerators(connection, "net_sales")
    refunds = "marts.refunds where is_success and credited_agent_id is not null"
    refunded = total(connection, "sum(amount)", refunds)
    dated = total(connection, "sum(amount)", f"{refunds} and finished_on is not null")
    paid = total(connection, "sum(amount)", f"{refunds} and order_paid_on is not null")
    assert net == credited - dated
    assert numerators(connection, "net_sales:cohort") == credited - paid
    assert Decimal(0) <= numerators(connection, "clawback") <= refunded


def order(name: str, day: int, **more: object) -> dict[str, object]:
    """Placed and paid on a day of January, credited by the shop's own system."""
    at = f"2026-01-{day:02} 10:00:00"
    given = {"order_id": name, "customer_id": name, "agent_id": "ana", "amount": 100}
    return {**given, "placed_at": at, "paid_at": at, **more}


def refund(name: str, finished_on: date, amount: int) -> dict[str, object]:
    return {
        "refund_id": f"r{name}{finished_on}",
        "order_id": name,
        "kind": "refund_only",
        "status": "success",
        "amount": amount,
        "applied_at": f"{finished_on} 09:00:00",
        "finished_at": f"{finished_on} 10:00:00",
    }


def test_a_refund_of_a_month_that_is_paid_out_is_taken_back_from_the_next() -> None:
    connection = small_desk("UTC")
    put(connection, "raw.orders", [order("a", 10), order("b", 20)])
    late = [refund("a", date(2026, 2, 3), 40), refund("b", date(2026, 1, 25), 100)]
    put(connection, "raw.refunds", late)
    ids = ["attributed_sales", "net_sales", "net_sales:cohort", "clawback"]
    measure(connection, ids)
    rows = get(connection, ids, ["agent", "month"])
    assert [(row["kpi"], row["month"], row["value"]) for row in rows if row["value"]] == [
        ("attributed_sales", "2026-01", 200),
        ("net_sales", "2026-01", 100),
        ("net_sales", "2026-02", -40),
        ("net_sales:cohort", "2026-01", 60),
        ("clawback", "2026-02", 40),
    ]


def test_a_late_refund_changes_the_cohort_of_its_order_and_no_other_day() -> None:
    connection = small_desk("UTC")
    put(connection, "raw.orders", [order("a", 10), order("b", 11)])
    bring_up_to_date(connection)

    def by_day() -> dict[object, tuple[object, object]]:
        rows = get(connection, ["net_sales:cohort"], ["day"])
        return {row["day"]: (row["value"], row["state"]) for row in rows if row["value"]}

    assert by_day() == {"2026-01-10": (100, "provisional"), "2026-01-11": (100, "provisional")}
    version = next_version(connection)
    put(connection, "raw.refunds", [refund("a", date(2026, 2, 9), 30)])
    bring_up_to_date(connection)
    assert by_day() == {"2026-01-10": (70, "final"), "2026-01-11": (100, "provisional")}
    changed = connection.execute(
        "select day from ops.days where relation = 'kpi.agent_days' and version > $version "
        "order by day",
        {"version": version},
    ).fetchall()
    assert [day for (day,) in changed] == [date(2026, 1, 10), date(2026, 2, 9)]


def test_an_order_that_is_paid_later_makes_its_inquiry_a_sale_until_the_day_is_final() -> None:
    connection = small_desk("UTC")
    asked = [
        {
            "message_id": f"m{day}",
            "at": f"2026-01-{day} 09:00:00",
            "sender_role": "customer",
            "agent_id": "ana",
            "customer_id": f"c{day}",
        }
        for day in (10, 11)
    ]
    put(connection, "raw.chat_messages", asked)
    ordered = order("a", 10, customer_id="c10", paid_at=None)
    put(connection, "raw.orders", [ordered])
    bring_up_to_date(connection)

    def by_day() -> list[tuple[object, object]]:
        rows = get(connection, ["inquiry_conversion_rate"], ["day"])
        return [(row["value"], row["state"]) for row in rows]

    assert by_day() == [(0, "provisional"), (0, "provisional")]
    connection.execute("update raw.orders set paid_at = timestamp '2026-01-14 23:59:59'")
    mark_days(connection, "raw.orders", [date(2026, 1, 10)], next_version(connection))
    put(connection, "raw.orders", [order("z", 14, customer_id="another")])
    bring_up_to_date(connection)
    assert by_day()[:2] == [(1, "final"), (0, "provisional")]


def test_shop_sales_per_person_count_each_who_worked_once() -> None:
    connection = small_desk("UTC")
    orders = [order("a", 10), order("b", 11), order("c", 12, agent_id=None, customer_id="x")]
    put(connection, "raw.orders", orders)
    replies = [
        {
            "message_id": f"m{day}{agent}{role}",
            "at": f"2026-01-{day} 09:00:0{role == 'agent':d}",
            "sender_role": role,
            "agent_id": agent,
            "customer_id": "c",
        }
        for day, agent in ((10, "ana"), (11, "ana"), (12, "bob"))
        for role in ("customer", "agent")
    ]
    put(connection, "raw.chat_messages", replies)
    measure(connection, ["sales_per_rep"])
    (row,) = get(connection, ["sales_per_rep"])
    assert row["value"] == 150


ENTRIES = [
    {"period": "2026-01", "agent_id": "ana", "input": "late_count", "value": "0"},
    {"period": "2026-01", "agent_id": "ana", "input": "leave_days", "value": "0"},
    {"period": "2026-01", "agent_id": "ana", "input": "qc_score", "value": "90", "rater": "a"},
    {"period": "2026-01", "agent_id": "ana", "input": "qc_score", "value": "85.5", "rater": "b"},
    {"period": "2026-01", "agent_id": "bob", "input": "late_count", "value": "2"},
    {"period": "2026-01", "agent_id": "bob", "input": "late_minutes", "value": "12.5"},
    {"period": "2026-01", "agent_id": "bob", "input": "budget", "value": "200"},
    {"period": "2026-01", "agent_id": "bob", "input": "budget_spent", "value": "150"},
]


@pytest.mark.parametrize(
    ("kpi", "ana", "bob", "everybody"),
    [
        ("late_count", 0, 2, 2),
        ("late_minutes", 0, 12.5, 12.5),
        ("full_attendance", 1, 0, 0.5),
        ("qc_score_mean", 87.75, None, 87.75),
        ("budget_saving_rate", None, 0.25, 0.25),
        ("attendance_rate", None, None, None),
    ],
)
def test_what_people_entered_is_a_kpi(
    kpi: str, ana: float | None, bob: float | None, everybody: float | None
) -> None:
    connection = small_desk("UTC")
    put(connection, "raw.month_end_inputs", ENTRIES)
    measure(connection, [kpi])
    by_agent = {row["agent"]: row["value"] for row in get(connection, [kpi], ["agent"])}
    assert (by_agent["ana"], by_agent["bob"]) == (ana, bob)
    assert [row["value"] for row in get(connection, [kpi])] == [everybody]
    (elsewhere,) = get(connection, [kpi], date_from=date(2026, 2, 1))
    assert elsewhere["value"] is None


def test_a_corrected_entry_changes_its_own_period_alone() -> None:
    connection = small_desk("UTC")
    before = [{**one, "period": "2025-12"} for one in ENTRIES]
    put(connection, "raw.month_end_inputs", [*before, *ENTRIES])
    bring_up_to_date(connection)
    connection.execute(
        "update raw.month_end_inputs set value = '3' where period = '2026-01' and value = '2'"
    )
    mark_days(connection, "raw.month_end_inputs", [NO_DAY], next_version(connection))
    done = bring_up_to_date(connection)
    assert done["kpi.agent_days"].days == (date(2026, 1, 31),)
    rows = get(connection, ["late_count"], ["month"])
    assert [row["value"] for row in rows] == [2, 3]
