"""Calls: times made whole, what the queue's policy promised, and every KPI over them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from tests.metrics.brute_force.clock import Clock, Row, later, seconds
from tests.metrics.brute_force.tally import Place, Tally


@dataclass(frozen=True)
class Policy:
    """What a queue promises."""

    within: int = 20
    short: int = 5
    formula: str = "F4"


SPECIAL = ("专席", "专家", "二线", "specialist", "expert", "tier 2", "tier2")
Policies = Mapping[str, Policy]  # "*" is every other queue


@dataclass(frozen=True)
class Call:
    """A leg whose moments and lengths are made from each other where one is missing."""

    row: Row
    policy: Policy
    answered_at: datetime | None
    ended_at: datetime
    wrapped_at: datetime
    wait: Fraction | None
    talk: Fraction | None
    hold: Fraction | None
    wrap: Fraction | None

    @property
    def outcome(self) -> str:
        return str(self.row["outcome"]).lower()

    @property
    def is_inbound(self) -> bool:
        return (self.row.get("direction") or "inbound").lower() == "inbound"

    @property
    def is_answered(self) -> bool:
        return self.is_inbound and self.outcome == "answered"

    @property
    def is_abandoned(self) -> bool:
        return self.is_inbound and self.outcome == "abandoned"

    @property
    def is_within(self) -> bool:
        return self.waited_at_most(self.policy.within)

    @property
    def is_short(self) -> bool:
        return self.is_abandoned and self.waited_at_most(self.policy.short)

    @property
    def handled(self) -> Fraction | None:
        """Handle time of a named agent; zero seconds count, a missing time does not."""
        parts = [part for part in (self.talk, self.hold, self.wrap) if part is not None]
        is_served = self.outcome in ("answered", "handled") and self.row.get("agent_id") is not None
        return sum(parts, Fraction(0)) if is_served and parts else None

    def waited_at_most(self, limit: int) -> bool:
        return self.wait is not None and self.wait <= limit


def made_whole(row: Row, policies: Policies) -> Call:
    is_served = row["outcome"].lower() in ("answered", "handled")
    is_given_up = row["outcome"].lower() == "abandoned"
    answered, ended = row.get("answered_at"), row.get("ended_at")
    wait, talk, hold, wrap = (
        None if row.get(name) is None else Fraction(row[name])
        for name in ("wait_seconds", "talk_seconds", "hold_seconds", "wrap_seconds")
    )
    if wait is None:
        wait = seconds(row["queued_at"], ended if is_given_up else answered or ended)
    if not is_served:
        answered = None
    elif answered is None:
        answered = later(row["queued_at"], wait or Fraction(0))
    if wrap is None:
        wrap = seconds(ended, row.get("wrap_ended_at"))
    if ended is None and answered is not None:
        ended_at = later(answered, (talk or 0) + (hold or Fraction(0)))
    else:
        ended_at = ended or later(row["queued_at"], wait or Fraction(0))
    if talk is None:
        connected = seconds(answered, ended)
        talk = None if connected is None else connected - (hold or Fraction(0))
        talk = None if talk is not None and talk < 0 else talk
    return Call(
        row,
        policies.get(row.get("queue") or "", policies["*"]),
        answered,
        ended_at,
        row.get("wrap_ended_at") or later(ended_at, wrap or Fraction(0)),
        wait,
        talk,
        hold,
        wrap,
    )


def count_calls(calls: Iterable[Call], clock: Clock) -> Tally:
    tally = Tally()
    for call in calls:
        _at_entry(tally, call, _place(call, call.row["queued_at"], clock))
        if call.answered_at is not None and call.is_answered:
            _at_answer(tally, call, call.answered_at, clock)
        if call.handled is not None:
            place = _place(call, call.wrapped_at, clock)
            tally.add("calls_handled", place, 1)
            tally.mean("aht_seconds", place, call.handled)
            tally.mean("talk_seconds", place, call.talk or Fraction(0))
            tally.mean("wrap_seconds", place, call.wrap or Fraction(0))
            tally.mean("hold_seconds", place, call.hold)
            _handled(tally, call, place)
    return tally


def _handled(tally: Tally, call: Call, place: Place) -> None:
    if call.hold:
        tally.mean("hold_seconds:held", place, call.hold)
    day = replace(place, half_hour=None)
    if (call.row.get("direction") or "").lower() == "outbound":
        tally.add("calls_outbound", day, 1)
    if call.hold is not None:
        tally.add("hold_rate", day, call.hold > 0, 1)
    if call.is_inbound and call.talk is not None and call.talk + (call.hold or 0) < 10:
        tally.add("short_calls", day, 1)
    for kpi in ("contacts_handled", "weighted_workload", "people_at_work"):
        tally.add(kpi, day, 1)
    caller = call.row.get("customer_id") or call.row["call_id"]
    tally.once("customers_served", day, caller, above=1)


def _place(call: Call, moment: datetime, clock: Clock, *, fine: bool = True) -> Place:
    return Place(
        clock.day_of(moment),
        agent=call.row.get("agent_id"),
        shop=call.row.get("shop"),
        queue=call.row.get("queue"),
        half_hour=clock.half_hour(moment) if fine else None,
    )


def _at_entry(tally: Tally, call: Call, place: Place) -> None:
    """Rates compare calls of one cohort, so both sides are dated by the queue entry."""
    answered, abandoned = call.is_answered, call.is_abandoned
    if call.outcome != "handled":
        tally.add("calls_total", place, 1)
    if answered or abandoned:
        tally.add("calls_offered", place, 1)
        tally.add("answer_rate", place, answered, 1)
        tally.add("abandon_rate", place, abandoned, 1)
        tally.add("answered_within_rate", place, answered and call.is_within, 1)
        for limit in (12, 15, 20, 30):
            in_time = answered and call.waited_at_most(limit)
            tally.add(f"answered_within_rate:{limit}s", place, in_time, 1)
    if call.is_inbound and call.handled is not None:
        tally.add("aht_contact_seconds", place, call.handled)
    if answered:
        tally.add("aht_contact_seconds", place, 0, 1)
        tally.mean("asa_seconds", place, call.wait)
    tally.add("abandon_rate:printed", place, abandoned, answered)
    if call.is_short:
        tally.add("short_abandons", place, 1)
    called_back = call.is_inbound and call.outcome == "callback"
    if answered or abandoned or called_back:
        for kpi in ("F1", "F2", "F3", "F4", "F5", "aws", "talkdesk"):
            above, below = _service_level(kpi, call)
            tally.of_queue(f"service_level:{kpi}", place, above, below)
            if kpi == call.policy.formula:
                tally.of_queue("service_level", place, above, below)


def _service_level(formula: str, call: Call) -> tuple[int, int]:
    """One call's part above and below the line."""
    answered, abandoned = call.is_answered, call.is_abandoned
    offered, in_time = answered or abandoned, call.is_within
    match formula:
        case "F1":
            return offered and in_time, offered
        case "F2":
            return answered and in_time, answered
        case "F3":
            return answered and in_time, offered
        case "F4":
            return answered and in_time, answered or (abandoned and not in_time)
        case "F5":
            return (answered and in_time) or call.is_short, offered
        case "talkdesk":
            return answered and in_time, answered or (abandoned and not call.is_short)
        case _:
            return in_time, 1


def _is_menu(target: str) -> bool:
    """The word ivr, or one of the Chinese ones."""
    is_word = "ivr" in re.split(r"[^a-z0-9]", target)
    return is_word or any(word in target for word in ("语音菜单", "自助语音", "自动语音"))


def _at_answer(tally: Tally, call: Call, answered_at: datetime, clock: Clock) -> None:
    tally.add("calls_answered", _place(call, answered_at, clock), 1)
    place = _place(call, answered_at, clock, fine=False)
    is_passed_on = call.row.get("transferred_to") is not None and place.agent is not None
    tally.add("transfer_rate", place, is_passed_on, 1)
    target = (call.row.get("transferred_to") or "").lower() if is_passed_on else ""
    tally.add("ivr_transfer_rate", place, _is_menu(target), 1)
    is_special = any(word in target for word in SPECIAL)
    tally.add("specialist_transfer_rate", place, is_special, 1)
    tally.add("survey_trigger_rate", place, bool(call.row.get("is_survey_sent")), 1)
    if call.row.get("is_satisfied") is not None:
        tally.add("call_csat_rate", place, call.row["is_satisfied"], 1)
