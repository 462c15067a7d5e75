"""KPIs of a platform's own reports: what a report leaves out counts neither above nor below."""

import pytest

from assets.measures import get
from tests.sql.small_desk import measure, put, small_desk

DAY: dict[str, object] = {"reported_on": "2026-01-05"}
REPORTS: list[dict[str, object]] = [
    DAY
    | {"agent_id": "ana", "received": 90, "replied": 81, "sessions": 100, "source": "one"}
    | {"replied_within_30_seconds": 80, "rated": 10, "satisfied": 9}
    | {"average_response_seconds": 20, "paid_amount": 100},
    # the shop as a whole, without agent, ratings or a half-minute
    DAY
    | {"agent_id": None, "received": 10, "sessions": 50, "replied_within_3_minutes": 40}
    | {"average_response_seconds": 30, "source": "two"},
    # conversations only
    DAY | {"agent_id": "bob", "sessions": 9, "average_response_seconds": 10, "source": "three"},
]
CASES = [
    ("platform_received", 100, None),
    ("platform_reply_rate", 81, 90),
    ("platform_satisfaction_rate", 9, 10),
    ("platform_replied_within_30_seconds_rate", 80, 100),
    ("platform_replied_within_rate", 40, 50),
    ("platform_average_response_seconds", 81 * 20 + 10 * 30 + 9 * 10, 81 + 10 + 9),
    ("platform_sales", 100, None),
]


@pytest.mark.parametrize(("kpi", "numerator", "denominator"), CASES)
def test_rows_count_where_they_report_both(
    kpi: str, numerator: int, denominator: int | None
) -> None:
    connection = small_desk("Asia/Shanghai")
    put(connection, "raw.chat_reports", REPORTS)
    measure(connection, [kpi])
    (row,) = get(connection, [kpi])
    assert (row["numerator"], row["denominator"]) == (numerator, denominator)


def test_a_shop_without_agents_counts_for_nobody() -> None:
    connection = small_desk("Asia/Shanghai")
    put(connection, "raw.chat_reports", REPORTS)
    measure(connection, ["platform_received"])
    received = {
        row["agent"]: row["value"] for row in get(connection, ["platform_received"], ["agent"])
    }
    assert (received["ana"], received[None]) == (90, 10)
