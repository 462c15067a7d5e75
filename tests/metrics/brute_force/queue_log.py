"""Legs of calls told from the events of a queue log, one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from tests.metrics.brute_force.clock import DAY, Clock, Row, seconds

ENDS = (
    "completeagent", "completecaller", "abandon", "exitwithtimeout", "exitwithkey", "exitempty",
    "blindtransfer", "attendedtransfer", "transfer",
)  # fmt: skip
GIVEN_UP = ("abandon", "exitwithtimeout", "exitempty")


@dataclass
class Leg:
    """From a queue entry to the next of the same call."""

    entry: Row
    events: list[Row] = field(default_factory=list)


def legs_of(rows: Iterable[Row], clock: Clock) -> list[dict[str, object]]:
    """Rows as the call log would have them."""
    events = [_tidy(row) for row in rows]
    wraps = _wraps(events)
    by_call: dict[str, list[Row]] = {}
    for event in events:
        if event["call_id"] not in ("NONE", "REALTIME"):
            by_call.setdefault(event["call_id"], []).append(event)
    return [
        _as_call(leg, wraps) | {"leg": f"{number:03}", "source": leg.entry.get("source")}
        for of_call in by_call.values()
        for number, leg in enumerate(_legs(of_call, clock))
    ]


def _tidy(row: Row) -> Row:
    tidy = dict(row)
    for name in ("queue", "agent_id"):
        tidy[name] = None if row.get(name) == "NONE" else row.get(name)
    tidy["event"] = row["event"].lower()
    return tidy


def _legs(events: Sequence[Row], clock: Clock) -> list[Leg]:
    """What happens more than a day after the entry is another story."""
    legs: list[Leg] = []
    for at in sorted({event["at"] for event in events}):
        is_open = bool(legs) and not any(event["event"] in ENDS for event in legs[-1].events)
        within = [event for event in events if event["at"] == at]
        for event in sorted(within, key=lambda event: _turn(event["event"], is_open)):
            if event["event"] == "enterqueue":
                legs.append(Leg(event, [event]))
            elif legs and clock.day_of(at) <= clock.day_of(legs[-1].entry["at"]) + DAY:
                legs[-1].events.append(event)
    return legs


def _turn(event: str, is_open: bool) -> int:
    """The log counts whole seconds: within one, an open leg ends before the next begins."""
    if event == "enterqueue":
        return 1
    if event in (*ENDS, "connect", "ringnoanswer", "ringcanceled"):
        return 0 if is_open else 2
    return 3


def _as_call(leg: Leg, wraps: dict[str, list[tuple[datetime, datetime]]]) -> dict[str, object]:
    connects = [event for event in leg.events if event["event"] == "connect"]
    ends = [event for event in leg.events if event["event"] in ENDS]
    connects.sort(key=lambda event: (event["at"], event["agent_id"] or "~"))
    ends.sort(key=lambda event: (event["at"], event["event"]))
    named = [event["agent_id"] for event in connects if event["agent_id"]]
    agent = named[0] if named else None
    answered_at = connects[0]["at"] if connects else None
    ended_at = ends[-1]["at"] if ends else None
    ended_by = ends[-1]["event"] if ends else None
    waited = [number for event in connects if (number := _number(event["value1"])) is not None]
    gave_up = _numbers(ends, GIVEN_UP, "value3")
    talked = _numbers(ends, ("completeagent", "completecaller"), "value2")
    transfers = [event["value1"] or "" for event in ends if event["event"].endswith("transfer")]
    surveys = [event for event in leg.events if event["event"] == "survey"]
    marks = [mark for event in surveys if (mark := _number(event["value1"])) is not None]
    wrap = _wrap_after(ended_at, wraps.get(agent, []) if agent else [])
    queued_at = leg.entry["at"]
    wait = min(waited) if waited else max(gave_up, default=None)
    if wait is None:
        wait = seconds(queued_at, answered_at or ended_at)
    talk = None
    if answered_at:
        talk = max(talked) if talked else seconds(answered_at, ended_at)
    outcome = {"abandon": "abandoned", "exitwithkey": "callback"}.get(ended_by or "", "failed")
    return {
        "call_id": leg.entry["call_id"],
        "direction": "inbound",
        "queue": leg.entry["queue"],
        "customer_id": leg.entry.get("customer_id"),
        "agent_id": agent,
        "queued_at": queued_at,
        "answered_at": answered_at,
        "ended_at": ended_at,
        "wrap_ended_at": wrap[1] if wrap else None,
        "wait_seconds": wait,
        "talk_seconds": talk,
        "wrap_seconds": seconds(*wrap) if wrap else None,
        "outcome": "answered" if answered_at else outcome,
        "transferred_to": min(transfers, default=None),
        "is_survey_sent": True if surveys else None,
        "is_satisfied": max(marks) >= 4 if marks else None,
    }


def _numbers(events: Iterable[Row], kinds: tuple[str, ...], column: str) -> list[Fraction]:
    found = (_number(event[column]) for event in events if event["event"] in kinds)
    return [number for number in found if number is not None]


def _number(text: str | None) -> Fraction | None:
    try:
        return None if text is None else Fraction(text)
    except ValueError:
        return None


def _wrap_after(
    ended_at: datetime | None, wraps: list[tuple[datetime, datetime]]
) -> tuple[datetime, datetime] | None:
    """The first pause for wrap-up at or after the end, if it began within ten seconds."""
    if ended_at is None:
        return None
    after = min((wrap for wrap in wraps if wrap[0] >= ended_at), default=None)
    return after if after and after[0] <= ended_at + timedelta(seconds=10) else None


def _wraps(events: Iterable[Row]) -> dict[str, list[tuple[datetime, datetime]]]:
    """Per agent the pauses whose reason begins with "wrap", up to the end of the pause."""
    turns: dict[str, dict[tuple[datetime, bool], list[str]]] = {}
    for event in events:
        if event["agent_id"] and event["event"] in ("pause", "pauseall", "unpause", "unpauseall"):
            is_pause = event["event"].startswith("pause")
            reasons = turns.setdefault(event["agent_id"], {})
            reasons.setdefault((event["at"], is_pause), []).append(event["value1"] or "")
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for agent, of_agent in turns.items():
        in_order = sorted(of_agent)
        for (at, is_pause), (next_at, next_is_pause) in pairwise(in_order):
            is_wrap = max(of_agent[at, is_pause]).lower().startswith("wrap")
            if is_pause and is_wrap and not next_is_pause:
                found.setdefault(agent, []).append((at, next_at))
    return found
