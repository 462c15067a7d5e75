"""Random tickets and their events, some known by one of the two alone."""

from datetime import timedelta

from tests.sql.logs.draw import Draw, Row, Rows
from tests.sql.logs.ticket_tales import tales

WORDS = (
    "public_reply", "public_reply", "public_reply", "private_note", "customer_message", "assigned",
    "solved", "solved", "escalated", "reopened", "closed", "status", "status", "priority",
)  # fmt: skip
CATEGORIES = ("bill", "complaint", "Feedback", "意见反馈", "Relay", "转达", None)
STATES = ("open", "pending", "on_hold", "solved", "Resolved", "closed", None)
STEPS = (0, 0, 1, 60, 3600, 80000, 86400, 6 * 86400)


def tickets(draw: Draw) -> Rows:
    rows: Rows = []
    for number in range(draw.number(0, 12)):
        created_at = draw.moment()
        draw.opened[f"{draw.mark}t{number}"] = created_at
        solved_at = draw.maybe(draw.later(created_at, 300000))
        rows.append(
            {
                "ticket_id": f"{draw.mark}t{number}",
                "created_at": created_at,
                "first_reply_at": draw.maybe(draw.later(created_at, 100000)),
                "solved_at": solved_at,
                "closed_at": draw.maybe(draw.later(solved_at or created_at, 300000), 0.2),
                "agent_id": draw.agent(),
                "customer_id": draw.maybe(draw.customer()),
                "shop": draw.shop(0.5),
                "channel": draw.channel(),
                "category": draw.one(CATEGORIES),
                "priority": draw.one(("low", "HIGH", None)),
                "team": draw.one(("desk 1", None)),
                "reopen_count": draw.one((None, 0, 0, 1, 2)),
                "reassignment_count": draw.one((None, 0, 1, 2)),
                "is_sla_met": draw.one((None, True, False)),
                "is_complaint": draw.one((None, False, True)),
                "is_verified": draw.one((None, False, True)),
                "is_escalated": draw.one((None, None, False, True)),
                "rating": draw.one((None, 1, 4, 5)),
                "status": draw.one((None, "open", "solved", "Spam")) if draw.chance(0.2) else None,
                "is_satisfied": draw.one((None, None, True, False)),
                "first_reply_due_at": draw.maybe(draw.later(created_at, 100000), 0.3),
                "resolution_due_at": draw.maybe(draw.later(created_at, 300000), 0.3),
            }
        )
    return rows


def ticket_events(draw: Draw) -> Rows:
    """Of tickets that the log of tickets has (under 12) and of others; in any order."""
    rows = tales(draw)
    told = {row["ticket_id"] for row in rows}
    for number in draw.random.sample(range(20), draw.number(0, 8)):
        if f"{draw.mark}t{number}" in told:
            continue
        at = draw.moment()
        for place in range(draw.number(1, 9)):
            event = "created" if place == 0 and draw.chance(0.5) else draw.one(WORDS)
            # who got a ticket twice in one second nobody could say
            at += timedelta(seconds=max(draw.one(STEPS), event == "assigned"))
            rows.append(_event(draw, f"{draw.mark}t{number}", event) | {"at": at})
    # the same twice in one second is one event
    unique = {tuple(row.values()): row for row in rows}
    return draw.random.sample(list(unique.values()), len(unique))


def _event(draw: Draw, ticket: str, event: str) -> Row:
    role = draw.one(("agent", "agent", "agent", "customer", "bot", "system", None))
    agent = draw.agent(0.9) if role in ("agent", None) else None
    value = None
    if event == "assigned":
        value = draw.one(draw.agents) if agent is None else draw.agent(0.5)
    elif event == "status":
        value = draw.one(STATES)
    elif event == "priority":
        value = draw.one(("low", "high"))
    elif event == "created":
        value = draw.one(("new", "pending", "on_hold", "web", None, None))
    return {
        "ticket_id": ticket, "event": event, "agent_id": agent, "actor_role": role, "value": value,
    }  # fmt: skip
