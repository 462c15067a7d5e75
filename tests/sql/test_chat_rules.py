"""What the platform of a channel sees of chats: messages and rules in, rows of relations out."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from duckdb import DuckDBPyConnection

from assets.chat_rules import write_chat_rules
from assets.measures import get
from sql import load_models, refresh
from tests.sql.small_desk import bring_up_to_date, measure, plain, put, rows_of, small_desk

CASES = [
    pytest.param(case, id=case["name"])
    for case in yaml.safe_load(Path(__file__).with_name("chat_rules.yml").read_text("utf-8"))
]
ROLES: dict[str, dict[str, object]] = {
    "c": {"sender_role": "customer"},
    "a": {"sender_role": "agent"},
    "auto": {"sender_role": "agent", "is_automatic": True},
    "bot": {"sender_role": "bot"},
}
SHANGHAI = timedelta(hours=8)
CONCURRENCY = ["concurrent_chats", "concurrent_chats_max"]
Talks = dict[str, list[list[str]]]


@pytest.mark.parametrize("case", CASES)
def test_the_platform_sees(case: dict[str, Any]) -> None:
    connection = desk_with(case["talks"], case["channel"], model=case["model"])
    found = rows_of(connection, case["model"], case["columns"])
    wanted = [tuple(plain(value) for value in row) for row in case["expect"]]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)


def test_a_night_window_counts_both_its_ends_on_one_business_day(tmp_path: Path) -> None:
    (tmp_path / "nights.yml").write_text(
        "label: {en: Nights, zh: 夜班}\nchannels: [taobao]\nas_of: '2026'\nsource: [house]\n"
        "confidence: convention\nwindow: {from: '20:00', until: '02:00'}\n"
        "replied_within: {unit: round, seconds: 30}\n"
    )
    talks = {
        "morning": [["01:59:59", "c"], ["02:00:09", "a"]],
        "noon": [["02:00:00", "c"], ["02:00:09", "a"]],
        "evening": [["20:00:00", "c"], ["20:00:09", "a"]],
    }
    connection = desk_with(talks, "taobao", tmp_path)
    found = rows_of(connection, "marts.chat_rounds", ["customer_id", "is_seen"])
    assert sorted(found) == [("evening", True), ("morning", True), ("noon", False)]


def test_a_silence_of_ten_minutes_is_no_response_time_where_the_rule_splits_there(
    tmp_path: Path,
) -> None:
    shipped = Path(__file__).parents[2] / "metrics" / "chat_rules" / "kuaimai.yml"
    text = shipped.read_text("utf-8") + "channels: [taobao]\n"
    (tmp_path / "kuaimai.yml").write_text(text, "utf-8")
    talks = {
        "short": [["10:00:00", "c"], ["10:09:59", "a"]],
        "long": [["10:00:00", "c"], ["10:10:00", "a"]],
    }
    connection = desk_with(talks, "taobao", tmp_path)
    columns = ["customer_id", "response_seconds", "seen_response_seconds", "is_seen"]
    found = rows_of(connection, "marts.chat_rounds", columns)
    assert sorted(found) == [("long", 600, None, True), ("short", 599, 599, True)]


def test_what_is_asked_outside_the_window_counts_as_unanswered_where_the_rule_says_so(
    tmp_path: Path,
) -> None:
    (tmp_path / "strict.yml").write_text(
        "label: {en: Strict, zh: 严格}\nchannels: [taobao]\nas_of: '2026'\nsource: [house]\n"
        "confidence: convention\n"
        "window: {from: '08:00', until: '23:00', outside: unanswered}\n"
        "replied_within: {unit: round, seconds: 30}\nunanswered_seconds: 600\n"
    )
    connection = desk_with({"x": [["07:00:00", "c"], ["07:00:01", "a"]]}, "taobao", tmp_path)
    columns = ["is_judged", "is_on_time", "seen_wait_seconds", "seen_response_seconds"]
    assert rows_of(connection, "marts.chat_rounds", columns) == [(True, False, None, 600)]


def test_a_closing_courtesy_is_no_question_where_the_rule_exempts_it(tmp_path: Path) -> None:
    (tmp_path / "polite.yml").write_text(
        "label: {en: Polite, zh: 礼貌}\nchannels: [taobao]\nas_of: '2026'\nsource: [house]\n"
        "confidence: convention\nclosings: exempt\n"
        "replied_within: {unit: round, seconds: 30}\n"
    )
    question = [["10:00:00", "c"], ["10:00:20", "a"]]
    connection = desk_with({"thanks": question, "more": question}, "taobao", tmp_path)
    minute = 60 * 8 * 1_000_000
    for customer, bits in (("thanks", [1]), ("more", [1, 0])):  # 1 marks a courtesy
        turns = "".join(f", turns[-1] - 4 + {minute * (i + 1) + bit}" for i, bit in enumerate(bits))
        connection.execute(
            f"update marts.chat_talks set courtesies = 1, turns = list_concat(turns, [{turns[2:]}])"
            f" where customer_id = '{customer}'"
        )
    refresh(connection, load_models()["marts.chat_rounds"], settings_fingerprint="courtesies")
    columns = ["customer_id", "response_seconds", "is_closing", "is_seen"]
    assert sorted(rows_of(connection, "marts.chat_rounds", columns), key=repr) == [
        ("more", 20, False, True),
        ("more", None, False, True),
        ("thanks", 20, False, True),
        ("thanks", None, True, False),
    ]


def test_a_shared_second_is_the_shops_whose_session_opened_first() -> None:
    connection = small_desk("UTC")
    spans = [("s1", "10:00", "10:10"), ("s2", "10:05", "10:20"), ("s1", "10:08", "10:30")]
    rows = [
        {
            "message_id": f"{number}{role}",
            "at": datetime.fromisoformat(f"2026-01-05 {clock}"),
            "sender_role": role,
            "agent_id": "ana",
            "customer_id": f"c{number}",
            "shop": shop,
        }
        for number, (shop, since, until) in enumerate(spans)
        for role, clock in (("customer", since), ("agent", until))
    ]
    put(connection, "raw.chat_messages", rows)
    measure(connection, CONCURRENCY)
    columns = ["shop", "open_seconds", "busy_seconds", "open_at_once"]
    assert sorted(rows_of(connection, "marts.chat_concurrency", columns)) == [
        ("s1", 600 + 22 * 60, 600 + 600, 3),
        ("s2", 900, 600, 2),
    ]
    by_agent = {row["kpi"]: row["value"] for row in get(connection, CONCURRENCY, ["agent"])}
    assert by_agent == {"concurrent_chats": pytest.approx(47 / 30), "concurrent_chats_max": 3}


def test_a_change_of_a_rule_counts_its_days_again() -> None:
    connection = desk_with({"x": [["10:00:00", "c"], ["10:14:00", "a"]]}, "taobao")
    connection.execute("update settings.chat_rules set cap_seconds = 300")
    for table, model in load_models().items():
        refresh(connection, model, settings_fingerprint=f"{table} by another rule")
    assert rows_of(connection, "marts.chat_rounds", ["seen_response_seconds"]) == [(300,)]


def desk_with(
    talks: Talks, channel: str, rules: Path | None = None, model: str = "marts.chat_rounds"
) -> DuckDBPyConnection:
    """All with one agent on one day, up to a relation; a customer's name is the talk's."""
    connection = small_desk("Asia/Shanghai")
    write_chat_rules(connection, rules)
    rows = [
        {
            "message_id": f"{customer}{number}",
            "at": datetime.fromisoformat(f"2026-01-05 {clock}") - SHANGHAI,
            "agent_id": "ana",
            "customer_id": customer,
            "channel": channel,
            **ROLES[role],
        }
        for customer, messages in talks.items()
        for number, (clock, role) in enumerate(messages)
    ]
    put(connection, "raw.chat_messages", rows)
    bring_up_to_date(connection, model)
    return connection
