"""Random tickets that run as tickets do: asked, waiting for either side, solved, open again."""

from datetime import timedelta

from tests.sql.logs.draw import Draw, Row, Rows

PAUSES = (0.25, 1, 59.999, 60, 1800, 3600, 5400, 20000, 28800, 86400, 2 * 86400)
Step = tuple[str, str | None, str]  # event, value, who
NEXT: dict[str, tuple[Step, ...]] = {
    "asked": (
        ("public_reply", None, "agent"),
        ("public_reply", None, "agent"),
        ("customer_message", None, "customer"),
        ("status", "pending", "agent"),
        ("status", "on_hold", "agent"),
        ("public_reply", None, "bot"),
        ("priority", "low", "agent"),
        ("priority", "High", "system"),
        ("assigned", "one", "system"),
        ("solved", None, "agent"),
    ),
    "answered": (
        ("status", "pending", "agent"),
        ("status", "on_hold", "agent"),
        ("customer_message", None, "customer"),
        ("customer_message", None, "customer"),
        ("status", "waiting for parts", "agent"),
        ("solved", None, "agent"),
        ("status", "Resolved", "agent"),
    ),
    "waiting": (
        ("status", "open", "customer"),
        ("customer_message", None, "customer"),
        ("status", "on_hold", "agent"),
        ("solved", None, "system"),
    ),
    "done": (
        ("reopened", None, "customer"),
        ("reopened", None, "agent"),
        ("closed", None, "system"),
        ("customer_message", None, "customer"),
        ("status", "open", "customer"),
    ),
}


def tales(draw: Draw) -> Rows:
    """Of some tickets that the log has, and of others that only events tell."""
    told = draw.random.sample(sorted(draw.opened), min(len(draw.opened), 2))
    starts = {id_: draw.opened[id_] for id_ in told}
    starts |= {f"{draw.mark}tale{number}": draw.moment() for number in range(draw.number(0, 2))}
    rows: Rows = []
    for ticket, at in starts.items():
        state, opener = "asked", draw.one(("customer", "customer", "agent"))
        rows.append(_event(draw, ticket, ("created", draw.maybe("new"), opener)) | {"at": at})
        for _ in range(draw.number(1, 12)):
            step = draw.one(NEXT[state])
            at += timedelta(seconds=draw.one(PAUSES))
            rows.append(_event(draw, ticket, step) | {"at": at})
            state = _state_after(step, state)
    return rows


def _state_after(step: Step, state: str) -> str:
    event, value, who = step
    if event in ("solved", "closed") or value == "Resolved":
        return "done"
    if value in ("pending", "on_hold"):
        return "waiting"
    if event == "reopened" or value == "open" or (event == "customer_message" and state != "done"):
        return "asked"
    return "answered" if event == "public_reply" and who == "agent" else state


def _event(draw: Draw, ticket: str, step: Step) -> Row:
    event, value, role = step
    return {
        "ticket_id": ticket,
        "event": event,
        "agent_id": draw.one(draw.agents) if role == "agent" else None,
        "actor_role": role,
        "value": draw.one(draw.agents) if event == "assigned" else value,
    }
