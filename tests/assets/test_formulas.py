"""`deskmark kpis formulas`: one KPI by each formula, with the waits its rows were counted by."""

import pytest

from assets.service_levels.formulas import formulas
from metrics.documents import Problem
from tests.sql.small_desk import bring_up_to_date, put, small_desk

CALLS = [
    ("hotline", "answered", 5),
    ("hotline", "answered", 12),
    ("hotline", "answered", 30),
    ("hotline", "abandoned", 3),
    ("hotline", "abandoned", 15),
    ("hotline", "abandoned", 40),
    ("vip", "answered", 15),
]


def test_the_same_calls_by_every_formula() -> None:
    connection = small_desk()
    connection.execute(
        "insert into settings.queue_policies select * "
        "replace ('vip' as queue, 10 as answer_within_seconds) from settings.queue_policies"
    )
    calls = [
        {
            "call_id": f"c{number}",
            "queue": queue,
            "direction": "inbound",
            "queued_at": f"2026-01-05 02:{number:02}:00",
            "outcome": outcome,
            "wait_seconds": wait,
        }
        for number, (queue, outcome, wait) in enumerate(CALLS)
    ]
    put(connection, "raw.calls", calls)
    bring_up_to_date(connection)
    rows = formulas(connection, "service_level", {"queue": ["hotline"]}, None, None, "en")
    told = {row["kpi"]: (row["numerator"], row["denominator"]) for row in rows}
    assert told == {
        "service_level": (2, 4),
        "service_level:F1": (4, 6),
        "service_level:F2": (2, 3),
        "service_level:F3": (2, 6),
        "service_level:F4": (2, 4),
        "service_level:F5": (3, 6),
        "service_level:aws": (4, 6),
        "service_level:talkdesk": (2, 5),
    }
    assert [row["kpi"] for row in rows if row["in_force"]] == ["service_level:F4"]
    assert rows[3]["formula"] == "answered ≤ 20 s / (answered + abandoned)"
    everywhere = formulas(connection, "service_level", {}, None, None, "en")
    assert everywhere[3]["formula"] == "answered ≤ T / (answered + abandoned)"  # 10 s and 20 s
    assert everywhere[3]["short_abandon_seconds"] == 5
    with pytest.raises(Problem, match='Did you mean "service_level"'):
        formulas(connection, "service_levl", {}, None, None, "en")
