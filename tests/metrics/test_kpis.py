"""KPIs: the catalogue is whole, answers are made from sums, unclear questions are refused."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from assets.kpi_tables import kpi_models
from assets.measures import get
from metrics.documents import Problem
from metrics.kpi import Kpi, load_kpis, with_variants
from metrics.uncertainty import wilson
from sql import load_models
from tests.sql.small_desk import bring_up_to_date, measure, put, small_desk

KPIS = load_kpis()
EVERY = with_variants(KPIS)


@pytest.mark.parametrize("kpi", KPIS.values(), ids=KPIS)
def test_a_kpi_says_all_that_a_reader_needs(kpi: Kpi) -> None:
    assert kpi.label.en and kpi.label.zh and kpi.formula
    assert kpi.definition.en.endswith(".") and kpi.definition.zh.endswith("。")
    assert kpi.kind != "share" or kpi.minimum_sample > 0


@pytest.mark.parametrize("kpi", EVERY.values(), ids=EVERY)
def test_a_kpi_reads_relations_and_dates_that_there_are(kpi: Kpi) -> None:
    for source in kpi.reads:
        model = load_models()[source.model]
        assert source.dated_by in model.dates
        assert source.who == "nobody" or source.who in model.columns


def test_every_relation_is_scanned_once_per_date_and_person() -> None:
    query = kpi_models()["kpi.agent_days"].query
    sources = {
        source for kpi in EVERY.values() for source in kpi.reads if kpi.grain == "agent_days"
    }
    assert query.count("group by 1") == len({(s.model, s.dated_by, s.who) for s in sources})


def calls(*groups: tuple[int, str, int]) -> list[dict[str, object]]:
    """So many calls with this outcome and wait each."""
    return [
        {
            "call_id": f"{outcome}{wait}-{number}",
            "queue": "q",
            "queued_at": "2026-01-05 01:00:00",
            "wait_seconds": wait,
            "outcome": outcome,
        }
        for count, outcome, wait in groups
        for number in range(count)
    ]


def desk_with(table: str, rows: Sequence[dict[str, object]]) -> DuckDBPyConnection:
    connection = small_desk("UTC")
    put(connection, table, rows)
    bring_up_to_date(connection)
    return connection


def test_service_levels_are_those_of_the_published_example() -> None:
    # ICMI: answered 1000 (860 within 20 s); abandoned 60 (20 within 20 s, 10 of them within 5 s)
    connection = desk_with(
        "raw.calls",
        calls(
            (860, "answered", 20),
            (140, "answered", 21),
            (10, "abandoned", 5),
            (10, "abandoned", 6),
            (40, "abandoned", 21),
        ),
    )
    variants = {"F1": 0.830189, "F2": 0.86, "F3": 0.811321, "F4": 0.826923, "F5": 0.820755}
    wanted = {f"service_level:{name}": share for name, share in variants.items()}
    wanted |= {"service_level": 0.826923, "service_level:aws": 0.830189}
    wanted |= {"service_level:talkdesk": 0.819048}
    rows = get(connection, list(wanted))
    assert {row["kpi"]: round(float(str(row["value"])), 6) for row in rows} == wanted


def test_a_total_is_made_from_sums_never_from_ratios() -> None:
    talks = {"ana": [True, False], "bob": [True, False, False, False]}
    rows: list[dict[str, object]] = []
    for agent, replied in talks.items():
        for number, is_replied in enumerate(replied):
            talk = {"agent_id": agent, "customer_id": f"{agent}{number}"}
            at = "2026-01-05 10:00:0"
            rows.append(
                {
                    "message_id": f"{agent}{number}a",
                    "at": f"{at}0",
                    "sender_role": "customer",
                    **talk,
                }
            )
            if is_replied:
                rows.append(
                    {
                        "message_id": f"{agent}{number}b",
                        "at": f"{at}5",
                        "sender_role": "agent",
                        **talk,
                    }
                )
    connection = desk_with("raw.chat_messages", rows)
    by_agent = get(connection, ["chat_reply_rate"], ["agent"])
    assert [(row["agent"], row["value"]) for row in by_agent] == [("ana", 0.5), ("bob", 0.25)]
    (total,) = get(connection, ["chat_reply_rate"])
    assert (total["numerator"], total["denominator"], total["value"]) == (2, 6, 2 / 6)


def test_a_row_has_the_shape_that_the_command_line_promises() -> None:
    connection = desk_with("raw.calls", calls((9, "answered", 1), (1, "abandoned", 1)))
    (row,) = get(connection, ["abandon_rate"], ["queue", "day"])
    low, high = wilson(1, 10) or (0, 0)
    assert row == {
        "kpi": "abandon_rate",
        "queue": "q",
        "day": "2026-01-05",
        "value": 0.1,
        "numerator": 1,
        "denominator": 10,
        "n": 10,
        "low": low,
        "high": high,
        "state": "final",
        "unit": "share",
    }


def test_nothing_to_divide_by_is_no_value_with_a_reason() -> None:
    connection = desk_with("raw.calls", calls((3, "abandoned", 9)))
    (row,) = get(connection, ["asa_seconds"], ["queue"])
    assert (row["value"], row["n"], "reason" in row) == (None, 0, True)
    (count,) = get(connection, ["calls_answered"], ["queue"])
    assert (count["value"], "reason" in count) == (0, False)
    (absent,) = get(connection, ["chat_customers"], language="zh")
    assert (absent["value"], absent["reason"]) == (None, "日志中没有记录")


def test_a_kpi_that_looks_ahead_is_provisional_until_its_day_is_ripe() -> None:
    days = [f"2026-01-{day:02}" for day in range(1, 8)]
    rows: list[dict[str, object]] = [
        {
            "message_id": day,
            "at": f"{day} 10:00:00",
            "sender_role": "customer",
            "agent_id": "ana",
            "customer_id": day,
        }
        for day in days
    ]
    connection = desk_with("raw.chat_messages", rows)
    order = {"order_id": "o", "customer_id": "another", "placed_at": f"{days[3]} 10:00:00"}
    put(connection, "raw.orders", [order])
    bring_up_to_date(connection)
    states = [row["state"] for row in get(connection, ["inquiry_conversion_rate"], ["day"])]
    assert states == ["final"] * 3 + ["provisional"] * 4
    (month,) = get(connection, ["chat_customers"], ["month"])
    assert month["state"] == "final", "nothing is missing up to the last day that was loaded"
    (asked,) = get(connection, ["chat_customers"], ["month"], date_to=date(2026, 1, 31))
    assert asked["state"] == "provisional", "the month that was asked for is not over"


def test_teams_are_those_of_the_day() -> None:
    connection = small_desk("UTC")
    put(
        connection,
        "raw.agents",
        [
            {"agent_id": "ana", "team": "A", "valid_to": "2026-01-05"},
            {"agent_id": "ana", "team": "B", "valid_from": "2026-01-06"},
        ],
    )
    put(
        connection,
        "raw.chat_messages",
        [
            {
                "message_id": day,
                "at": f"2026-01-{day} 10:00:00",
                "sender_role": "customer",
                "agent_id": "ana",
                "customer_id": "x",
            }
            for day in ("05", "06", "07")
        ],
    )
    measure(connection, ["chat_customers"])
    rows = get(connection, ["chat_customers"], ["team"])
    assert [(row["team"], row["value"]) for row in rows] == [("A", 1), ("B", 2)]
    (chosen,) = get(connection, ["chat_customers"], [], {"team": "B"})
    assert chosen["value"] == 2


def test_an_agents_order_value_is_set_against_that_of_the_whole_shop() -> None:
    connection = desk_with(
        "raw.orders",
        [
            {
                "order_id": "1",
                "customer_id": "x",
                "agent_id": "ana",
                "paid_at": "2026-01-05 10:00:00",
                "placed_at": "2026-01-05 10:00:00",
                "amount": 30,
            },
            {
                "order_id": "2",
                "customer_id": "y",
                "agent_id": "bob",
                "paid_at": "2026-01-05 10:00:00",
                "placed_at": "2026-01-05 10:00:00",
                "amount": 20,
            },
            {
                "order_id": "3",
                "customer_id": "z",
                "paid_at": "2026-01-05 10:00:00",
                "placed_at": "2026-01-05 10:00:00",
                "amount": 10,
            },
        ],
    )
    rows = get(connection, ["aov_index"], ["agent"])
    assert [(row["agent"], row["value"]) for row in rows] == [
        ("ana", 1.5),
        ("bob", 1),
        (None, None),
    ]
    assert (rows[0]["numerator"], rows[0]["denominator"]) == (30 * 3, 1 * 60)
    (chosen,) = get(connection, ["aov_index"], [], {"agent": "ana"})
    assert chosen["value"] == 1.5


@pytest.mark.parametrize(
    ("ids", "by", "where", "message"),
    [
        (["abandon_rat"], [], {}, 'There is no KPI "abandon_rat". Did you mean "abandon_rate"?'),
        (["abandon_rate"], ["agnt"], {}, 'no name to list by "agnt". Did you mean "agent"'),
        (["abandon_rate"], [], {"tem": "A"}, 'no name to choose by "tem". Did you mean "team"'),
        (["service_level"], ["agent"], {}, 'leave out "agent"'),
        (["service_level:F3"], [], {"team": "A"}, 'leave out "team"'),
        (["abandon_rate"], ["team"], {}, "not a person"),
        (["service_level"], ["channel"], {}, 'not by "channel"'),
        (["chat_customers"], ["half_hour"], {}, "not kept by half hour"),
        (["calls_offered"], ["half_hour", "agent"], {}, 'leave out "agent"'),
    ],
)
def test_unclear_questions_are_refused(
    ids: list[str], by: list[str], where: dict[str, str], message: str
) -> None:
    with pytest.raises(Problem, match=message.replace("?", r"\?")):
        get(small_desk(), ids, by, where)


def test_a_desks_own_kpi_replaces_the_shipped_one(tmp_path: Path) -> None:
    shipped = Path("metrics/kpis/calls_offered.yml").read_text(encoding="utf-8")
    (tmp_path / "calls_offered.yml").write_text(
        shipped.replace("Calls offered", "Rings"), encoding="utf-8"
    )
    (tmp_path / "own.yml").write_text(shipped, encoding="utf-8")
    kpis = load_kpis(tmp_path)
    assert (kpis["calls_offered"].label.en, kpis["own"].id) == ("Rings", "own")
    (tmp_path / "own.yml").write_text(
        shipped.replace("kind: count", "kind: share"), encoding="utf-8"
    )
    with pytest.raises(Problem, match="a share needs denominator and numerator"):
        load_kpis(tmp_path)
