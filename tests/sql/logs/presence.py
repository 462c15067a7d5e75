"""Random states of agents: in several queues at once, over midnight, and without an end."""

from datetime import datetime, timedelta

from tests.sql.logs.draw import Draw, Row, Rows

HOUR = 3600
STEPS = (0, 0, 1, 60, 299, 300, 301, 1800, 4 * HOUR, 8 * HOUR, 8 * HOUR + 1)
GOINGS = (0, 60, 4 * HOUR, 24 * HOUR, 24 * HOUR + 1)
STATES = ("ready", "ready", "Paused", "paused", "busy", "wrap_up", "after-call", "logged_in")
REASONS = (None, None, "lunch", "Wrap-up", "wrapup", "Paused", "tea", "Training", "小组会议")
WORDS = ("PAUSE", "PAUSE", "PAUSEALL", "UNPAUSE", "UNPAUSEALL")


def agent_states(draw: Draw) -> Rows:
    """Of two of three agents; who says nothing on a day may still be in the queue log."""
    rows: Rows = []
    for _ in range(draw.number(0, 5)):
        agent, at = draw.one(draw.agents[:2]), draw.moment()
        queue = draw.one((None, *draw.queues))
        channel = draw.one((None, None, "phone", "chat"))
        if draw.chance(0.85):
            rows.append(_state(agent, at, "logged_in", None, queue, channel))
        for _ in range(draw.number(0, 5)):
            at += timedelta(seconds=draw.one(STEPS))
            state, reason = draw.one(STATES), draw.one(REASONS)
            rows.append(_state(agent, at, state, reason, queue, channel))
            if draw.chance(0.3):  # the same of another queue, at once or a little later
                later = draw.later(at, draw.one((0, 1, 600)))
                other = draw.one((None, *draw.queues))
                rows.append(_state(agent, later, draw.one((state, "logged_in")), None, other, None))
        if draw.chance(0.7):
            gone_at = at + timedelta(seconds=draw.one(GOINGS))
            left = draw.one((queue, queue, None))
            rows.append(_state(agent, gone_at, "logged_out", None, left, draw.one((channel, None))))
    return list({tuple(row.values()): row for row in rows}.values())


def member_events(draw: Draw) -> Rows:
    """The same in the words of a queue log, a line for each queue of the member."""
    rows: Rows = []
    for _ in range(draw.number(0, 4)):
        agent, at = draw.one(draw.agents), draw.moment()
        queues = draw.random.sample(draw.queues, draw.one((1, 1, 2)))
        come, go = draw.one(
            (("ADDMEMBER", "REMOVEMEMBER"), ("AGENTLOGIN", "AGENTLOGOFF"),
             ("AGENTCALLBACKLOGIN", "AGENTCALLBACKLOGOFF"))
        )  # fmt: skip
        if draw.chance(0.85):
            telephone = "paused" if come != "ADDMEMBER" else draw.one((None, "paused"))
            rows += _events(draw, queues, agent, at, come, telephone)
        for _ in range(draw.number(0, 4)):
            at += timedelta(seconds=draw.one(STEPS))
            word, reason = draw.one(WORDS), draw.one(REASONS)
            rows += _events(draw, queues, agent, at, word, reason)
        if draw.chance(0.7):
            at += timedelta(seconds=draw.one(GOINGS))
            rows += _events(draw, draw.one((queues, queues[:1])), agent, at, go, None)
    names = ("call_id", "at", "event", "agent_id", "value1", "queue")
    return list({tuple(row[name] for name in names): row for row in rows}.values())


def _events(
    draw: Draw, queues: list[str], agent: str, at: datetime, word: str, value: str | None
) -> Rows:
    named = ["NONE"] if word.endswith("ALL") or draw.chance(0.1) else queues
    return [
        {
            "call_id": "NONE", "at": at, "event": word, "queue": queue, "agent_id": agent,
            "value1": value, "value2": None, "value3": None,
        }
        for queue in named
    ]  # fmt: skip


def _state(
    agent: str, at: datetime, state: str, reason: str | None, queue: str | None,
    channel: str | None,
) -> Row:  # fmt: skip
    return {
        "agent_id": agent, "at": at, "state": state, "reason": reason, "queue": queue,
        "channel": channel,
    }  # fmt: skip
