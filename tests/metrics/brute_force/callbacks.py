"""Who asked to be called back and was, and calls that rang at an agent in vain."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tests.metrics.brute_force.calls import Call
from tests.metrics.brute_force.clock import DAY, Clock, Row
from tests.metrics.brute_force.tally import Place, Tally

LEAVES = ("abandon", "exitwithtimeout", "exitwithkey", "exitempty")
SECOND = timedelta(seconds=1)


def count_callbacks(calls: Sequence[Call], clock: Clock) -> Tally:
    """Requests of known customers, where the source writes calls to customers down at all."""
    tally = Tally()
    outbound = [call for call in calls if (call.row.get("direction") or "").lower() == "outbound"]
    written_down = {(call.row.get("source"), _day(call, clock)) for call in outbound}
    for request in calls:
        day, source = _day(request, clock), request.row.get("source")
        if not (request.is_inbound and request.outcome == "callback"):
            continue
        if request.row.get("customer_id") is None:
            continue
        if not {(source, day), (source, day + DAY)} & written_down:
            continue
        place = Place(day, shop=request.row.get("shop"), queue=request.row.get("queue"))
        made = _made(request, outbound, clock)
        done = made.answered_at if made else None
        in_time = done is not None and done - request.ended_at <= DAY
        next_day = done is not None and clock.day_of(done) <= day + DAY
        tally.add("callback_rate", place, in_time, 1)
        tally.add("callback_rate:next_day", place, next_day, 1)
        if made and done is not None:
            when = replace(place, day=clock.day_of(done), agent=made.row.get("agent_id"))
            tally.add("callbacks_done", when, 1)
    return tally


def _made(request: Call, outbound: Iterable[Call], clock: Clock) -> Call | None:
    """The first connected call to this customer afterwards, on the day or the three that follow."""
    found = [
        call
        for call in outbound
        if call.outcome in ("answered", "handled")
        and call.row.get("customer_id") == request.row["customer_id"]
        and call.row["queued_at"] >= request.ended_at
        and _day(call, clock) <= _day(request, clock) + 3 * DAY
    ]
    return min(
        found,
        key=lambda call: (call.row["queued_at"], call.row.get("agent_id") or "~"),
        default=None,
    )


def _day(call: Call, clock: Clock) -> date:
    return clock.day_of(call.row["queued_at"])


def count_rings(events: Sequence[Row], legs: Iterable[Row], clock: Clock) -> Tally:
    """A ring is missed unless its caller went within a second of it."""
    tally = Tally()
    for ring in events:
        agent = ring.get("agent_id")
        if ring["event"].lower() != "ringnoanswer" or agent in (None, "NONE"):
            continue
        is_gone = any(
            event["call_id"] == ring["call_id"]
            and event["event"].lower() in LEAVES
            and abs(event["at"] - ring["at"]) <= SECOND
            for event in events
        )
        queue = None if ring.get("queue") == "NONE" else ring.get("queue")
        place = Place(clock.day_of(ring["at"]), agent=agent, queue=queue)
        tally.add("missed_offers", place, not is_gone)
        tally.add("missed_offer_rate", place, not is_gone, not is_gone)
    for leg in legs:
        if leg["answered_at"] is not None and leg["agent_id"] is not None:
            place = Place(clock.day_of(leg["queued_at"]), leg["agent_id"], queue=leg["queue"])
            tally.add("missed_offer_rate", place, 0, 1)
    return tally
