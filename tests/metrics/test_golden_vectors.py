"""Worked examples that others published, as questions to a small desk.

Business hours, chat windows, refunds, Erlang and intervals have theirs beside their own tests.
"""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from assets.measures import get
from metrics.entry import Entry
from metrics.exact import exact
from metrics.measured import Json
from metrics.mechanisms.tiers import Tiers
from metrics.scheme_files import open_scheme
from metrics.score import score
from tests.sql.logs.draw import Row, Rows
from tests.sql.small_desk import measure, put, small_desk

DAY = "2026-01-05"


def asked(
    rows: Rows, ids: list[str], by: list[str], table: str = "raw.calls"
) -> list[tuple[Json, ...]]:
    connection = small_desk("UTC")
    put(connection, table, rows)
    measure(connection, ids)
    return [tuple(row[name] for name in (*by, "value")) for row in get(connection, ids, by)]


def leg(number: int, agent: str, outcome: str, since: str, until: str) -> Row:
    return {
        "call_id": "c", "leg": f"{number}", "queue": "q", "agent_id": agent, "outcome": outcome,
        "queued_at": f"{DAY} {since}", "answered_at": f"{DAY} {since}",
        "ended_at": f"{DAY} {until}", "wrap_ended_at": f"{DAY} {until}",
    }  # fmt: skip


def test_a_call_is_answered_in_one_half_hour_and_handled_in_the_next() -> None:
    call = leg(1, "a", "answered", "10:25:00", "10:45:00")
    answered = asked([call], ["calls_answered"], ["half_hour"])
    handled = asked([call], ["calls_handled"], ["half_hour"])
    assert (("10:00", 1) in answered, ("10:30", 1) in handled) == (True, True)
    assert {half_hour for half_hour, value in answered if value} == {"10:00"}
    assert {half_hour for half_hour, value in handled if value} == {"10:30"}


@pytest.mark.parametrize(
    ("second", "answered"),
    [("handled", [("a", 1), ("b", 0)]), ("answered", [("a", 1), ("b", 1)])],
    ids=["from agent to agent", "through the queue"],
)
def test_who_takes_over_handles_but_answers_only_through_a_queue(
    second: str, answered: list[tuple[str, int]]
) -> None:
    legs = [
        leg(1, "a", "answered", "10:00:00", "10:05:00"),
        leg(2, "b", second, "10:05:00", "10:09:00"),
    ]
    assert asked(legs, ["calls_answered"], ["agent"]) == answered
    assert asked(legs, ["calls_handled"], ["agent"]) == [("a", 1), ("b", 1)]


def message(number: int, at: str, role: str, **more: object) -> Row:
    who = {"agent_id": "a", "customer_id": "x", "channel": "taobao"}
    return {"message_id": f"{number}", "at": f"{DAY} {at}", "sender_role": role} | who | more


@pytest.mark.parametrize(
    ("second", "seconds"),
    [
        (message(2, "10:14:00", "agent"), 600),
        (None, 600),
        (message(2, "10:00:03", "agent", is_automatic=True), 600),
        (message(2, "10:00:45", "agent"), 45),
    ],
    ids=["after 14 minutes", "never", "only by itself", "in time"],
)
def test_a_round_waits_ten_minutes_at_most(second: Row | None, seconds: int) -> None:
    rows = [message(1, "10:00:00", "customer"), *([second] if second else [])]
    kpi = "average_response_seconds:capped_600s"
    assert asked(rows, [kpi], [], "raw.chat_messages") == [(seconds,)]


def test_a_ticket_that_a_bot_solved_is_answered_ten_minutes_after_it_was_opened_again() -> None:
    events: Rows = [
        {"ticket_id": "t", "at": f"{day} {at}", "event": event, "actor_role": role,
         "agent_id": "ann" if role == "agent" else None}
        for day, at, event, role in (
            ("2026-01-05", "09:00:00", "created", "customer"),
            ("2026-01-05", "09:05:00", "solved", "bot"),
            ("2026-01-09", "14:00:00", "reopened", "customer"),
            ("2026-01-09", "14:10:00", "public_reply", "agent"),
        )
    ]  # fmt: skip
    answers = asked(events, ["first_reply_minutes"], ["agent"], "raw.ticket_events")
    assert ("ann", 10) in answers


def test_calls_answered_in_time_over_all_but_short_abandons() -> None:
    groups = ((860, "answered", 20), (140, "answered", 21), (10, "abandoned", 5),
              (10, "abandoned", 6), (40, "abandoned", 21))  # fmt: skip
    calls: Rows = [
        {"call_id": f"{outcome}{wait}-{number}", "queue": "q", "queued_at": f"{DAY} 01:00:00",
         "wait_seconds": wait, "outcome": outcome}
        for count, outcome, wait in groups
        for number in range(count)
    ]  # fmt: skip
    ((value,),) = asked(calls, ["service_level:talkdesk"], [])
    assert value == 860 / 1050


@pytest.mark.parametrize(
    ("seconds", "points"), [("35", 100), ("35.1", 80), ("45", 80), ("45.1", 60), ("55.1", 0)]
)
def test_the_edge_of_a_band_belongs_to_the_better_one(seconds: str, points: int) -> None:
    bands = {"x ≤ 35": 100, "35 < x ≤ 45": 80, "45 < x ≤ 55": 60, "x > 55": 0}
    tiers = Tiers.model_validate({"bands": bands})
    held = [more for band, more in tiers.bands.items() if band.holds(Fraction(seconds))]
    assert held == [points]


PLATFORM_FORM = """
id: own
title: {en: Satisfaction, zh: 满意度}
kind: scored
covers: {en: Anybody, zh: 任何人}
period: month
inputs:
  rated: {label: {en: Rated chats, zh: 评价量}, from: month_end, unit: count, better: neither}
  bad: {label: {en: Bad ones, zh: 差评}, from: month_end, unit: count, better: lower}
  under: {label: {en: Under target, zh: 低于目标}, from: month_end, unit: points, better: lower}
lines:
  satisfaction:
    label: {en: Satisfaction, zh: 满意度}
    input: rated
    no_value: human
    computed: {points: '-2 * under if x > 50 else -1 * bad'}
total: {least: -100}
"""


@pytest.mark.parametrize(
    ("rated", "bad", "under", "points"), [(60, 9, 3, -6), (40, 2, 3, -2), (50, 4, 3, -4)]
)
def test_few_ratings_count_their_bad_ones_and_many_their_distance_to_the_target(
    tmp_path: Path, rated: int, bad: int, under: int, points: int
) -> None:
    given = {"rated": rated, "bad": bad, "under": under}
    assert scored(tmp_path, PLATFORM_FORM, given) == points


@pytest.mark.parametrize(("policy", "mean"), [("exclude", Fraction(5)), ("zero", Fraction(10, 3))])
def test_a_missing_part_is_left_out_of_the_mean_or_counts_nothing_as_the_form_says(
    tmp_path: Path, policy: str, mean: Fraction
) -> None:
    label = {"en": "Part", "zh": "部分"}
    parts = ("first", "second", "third")
    form = {
        "id": "own", "title": label, "kind": "scored", "covers": label, "period": "month",
        "inputs": {part: {"label": label, "from": "month_end", "unit": "points",
                          "better": "higher"} for part in parts},
        "lines": {part: {"label": label, "input": part, "weight": 5, "no_value": policy,
                         "linear": {"zero_at": 0, "full_at": 5}} for part in parts},
        "weights_total": 15,
    }  # fmt: skip
    found = scored(tmp_path, yaml.safe_dump(form), {"first": 5, "second": 5, "third": None})
    assert found == 3 * mean


def scored(folder: Path, form: str, given: Mapping[str, int | None]) -> Fraction | None:
    path = folder / "own.yml"
    path.write_text(form, encoding="utf-8")
    entries = [Entry("a", name, None if value is None else exact(value))
               for name, value in given.items()]  # fmt: skip
    (one,) = score(open_scheme(str(path)), entries).statements
    return one.score
