"""Random legs of calls, and a random queue log."""

from datetime import datetime, timedelta

from tests.sql.logs.draw import Draw, Row, Rows

OUTCOMES = ("answered",) * 6 + ("abandoned",) * 4 + ("callback", "failed", "blocked", "handled")
TARGETS = ("desk 2", "IVR", "main_ivr_1", "专席", "tier 2")
WAITS = (0, 4, 5, 6, 11, 12, 13, 15, 19, 20, 21, 30, 31, 300)


def calls(draw: Draw) -> Rows:
    """Some say moments, some lengths, some both."""
    rows: Rows = []
    for number in range(draw.number(0, 30)):
        outcome = draw.one(OUTCOMES)
        is_served = outcome in ("answered", "handled")
        queued_at = draw.moment()
        wait, talk = draw.one(WAITS), draw.one((0, 1, 59, draw.number(0, 4000)))
        hold, wrap = draw.number(0, 60), draw.number(0, 100)
        row: Row = {
            "call_id": f"{draw.mark}c{number // 2 if draw.chance(0.1) else number}",
            "leg": f"{number}",
            "direction": draw.one((None, "inbound", "Inbound", "outbound")),
            "queue": draw.maybe(draw.one(draw.queues), 0.9),
            "shop": draw.shop(0.5),
            "customer_id": draw.maybe(draw.customer()),
            "topic": draw.one(("bill", "order", None)),
            "agent_id": draw.agent() if is_served else None,
            "queued_at": queued_at,
            "outcome": outcome,
            "transferred_to": draw.maybe(
                draw.one(("desk 2", "IVR", "main_ivr_1", "专席", "tier 2")), 0.2
            )
            if is_served
            else None,
            "is_survey_sent": draw.one((None, True, False)),
            "is_satisfied": draw.one((None, None, True, False)),
        }
        answered_at = queued_at + timedelta(seconds=wait)
        ended_at = answered_at + timedelta(seconds=talk + hold if is_served else 0)
        wrap_ended_at = ended_at + timedelta(seconds=wrap)
        if draw.chance(0.6):
            row["wait_seconds"] = wait
        if draw.chance(0.6):
            row["answered_at"] = answered_at if is_served else None
            row["ended_at"] = ended_at
            if is_served and draw.chance(0.7):
                row["wrap_ended_at"] = wrap_ended_at
        if is_served:
            row["hold_seconds"] = hold if "ended_at" in row else draw.maybe(hold)
            row["talk_seconds"] = draw.maybe(talk)
            row["wrap_seconds"] = draw.maybe(wrap)
        rows.append(row)
    return rows


def call_events(draw: Draw) -> Rows:
    """Calls that enter a queue, once or again, and pauses of agents, some for wrap-up."""
    events: Rows = []
    for number in range(draw.number(0, 8)):
        call = f"{draw.mark}e{number}"
        at = draw.moment()
        for _ in range(draw.one((1, 1, 2))):
            at = _entry(draw, events, call, at)
    for _ in range(draw.number(0, 3)):
        at = draw.moment()
        agent = draw.one(draw.agents)
        events.append(
            _event("NONE", at, "PAUSE", draw.queues[0], agent, draw.one(("lunch", "wrap")))
        )
        if draw.chance(0.7):
            resumed = draw.later(at, 900)
            events.append(_event("NONE", resumed, "UNPAUSE", draw.queues[0], agent))
    return list({_key(event): event for event in events}.values())


def _entry(draw: Draw, events: Rows, call: str, at: datetime) -> datetime:
    queue = draw.one((*draw.queues, "NONE"))
    caller = {"customer_id": draw.customer()}
    events.append(_event(call, at, "ENTERQUEUE", queue, "NONE") | caller)
    waited = draw.one((0, 1, 5, 6, 20, 21, 90))
    if draw.chance(0.3):
        events.append(_event(call, at, "RINGNOANSWER", queue, draw.one(draw.agents), "1000"))
    at += timedelta(seconds=waited)
    end = draw.one(
        ("CONNECT", "CONNECT", "CONNECT", "ABANDON", "EXITWITHKEY", "EXITWITHTIMEOUT",
         "EXITEMPTY", None)
    )  # fmt: skip
    if end is None:
        return at
    if end != "CONNECT":
        values = ("1", "1", f"{waited}") if end == "ABANDON" else ("1", "1", None)
        events.append(_event(call, at, end, queue, "NONE", *values))
        return at
    agent = draw.one(draw.agents)
    events.append(_event(call, at, "CONNECT", queue, agent, f"{waited}"))
    talked = draw.one((0, 30, draw.number(0, 5000)))
    at += timedelta(seconds=talked)
    done = draw.one(("COMPLETEAGENT", "COMPLETECALLER", "BLINDTRANSFER", None))
    if done == "BLINDTRANSFER":
        events.append(_event(call, at, done, queue, agent, draw.one(("sales", "ivr", "二线")), "x"))
    elif done:
        events.append(_event(call, at, done, queue, agent, f"{waited}", f"{talked}", "1"))
        if draw.chance(0.4):
            survey = at + timedelta(seconds=draw.number(0, 60))
            events.append(_event(call, survey, "SURVEY", queue, agent, draw.one(("1", "4", "5"))))
    if draw.chance(0.4):
        paused = at + timedelta(seconds=draw.one((0, 3, 10, 11)))
        events.append(_event("NONE", paused, "PAUSE", queue, agent, "wrap-up"))
        events.append(_event("NONE", draw.later(paused, 300), "UNPAUSE", queue, agent))
    return at + timedelta(seconds=draw.one((0, 0, 1, 60)))


def _event(
    call: str, at: datetime, event: str, queue: str, agent: str,
    value1: str | None = None, value2: str | None = None, value3: str | None = None,
) -> Row:  # fmt: skip
    named = {"value1": value1, "value2": value2, "value3": value3}
    return {"call_id": call, "at": at, "event": event, "queue": queue, "agent_id": agent, **named}


def _key(event: Row) -> tuple[object, ...]:
    names = ("call_id", "at", "event", "agent_id", "value1", "value2")
    return tuple(event.get(name) for name in names)
