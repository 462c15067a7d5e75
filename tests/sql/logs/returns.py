"""Random customers who come back, at the edges of what counts, and who are called back."""

from datetime import datetime, timedelta

from tests.sql.logs.draw import Draw, Row, Rows

HOUR, DAY = 3600, 86400
AFTER = (
    0, 1, 1799, 1800, 1801, 3 * HOUR, DAY, 3 * DAY - 1, 3 * DAY, 3 * DAY + 1,
    7 * DAY - 1, 7 * DAY, 7 * DAY + 1,
)  # fmt: skip
TOPICS = (None, "bill", "bill", "order")
CALLED_AFTER = (0, 1, HOUR, DAY - 1, DAY, DAY + 1, 2 * DAY, 3 * DAY, 4 * DAY)


def returning(draw: Draw) -> dict[str, Rows]:
    """Each by calls, chats and tickets in turn; some never by another way than before."""
    logs: dict[str, Rows] = {"raw.calls": [], "raw.chat_messages": [], "raw.tickets": []}
    for number in range(draw.number(0, 4)):
        customer, at = f"{draw.mark}back{number}", draw.moment()
        ways = draw.one((("call",), ("chat",), ("ticket",), ("call", "chat", "ticket")))
        shop, channel = draw.shop(), draw.channel()
        for place in range(draw.number(1, 4)):
            id_ = f"{draw.mark}back{number}-{place}"
            way = draw.one(ways)
            if way == "call":
                logs["raw.calls"].append(_call(draw, id_, at) | {"customer_id": customer})
            elif way == "ticket":
                logs["raw.tickets"].append(
                    {
                        "ticket_id": id_, "created_at": at, "customer_id": customer, "shop": shop,
                        "agent_id": draw.agent(), "category": draw.one(TOPICS),
                    }
                )  # fmt: skip
            else:
                said = _chat(draw, id_, at)
                named = {"customer_id": customer, "shop": shop, "channel": channel}
                logs["raw.chat_messages"] += [message | named for message in said]
                at = draw.one((at, max(message["at"] for message in said)))  # type: ignore[type-var,assignment]
            at += timedelta(seconds=draw.one(AFTER))
    return logs


def called_back(draw: Draw) -> Rows:
    """Requests, and calls to the same customers; some systems log only the one or the other."""
    rows: Rows = []
    for number in range(draw.number(0, 3)):
        id_, at = f"{draw.mark}again{number}", draw.moment()
        customer, source = draw.one((None, f"{id_}x", f"{id_}x")), f"{draw.mark}{draw.one('pq')}bx"
        waited = draw.one((0, 30))
        request: Row = {
            "call_id": id_, "queue": draw.one(draw.queues), "shop": draw.shop(0.5),
            "customer_id": customer, "queued_at": at, "wait_seconds": waited,
            "outcome": draw.one(("callback", "callback", "Callback")), "source": source,
        }  # fmt: skip
        rows.append(request)
        for place in range(draw.number(0, 3)):
            rows.append(
                _call(draw, f"{id_}-{place}", at + timedelta(seconds=draw.one(CALLED_AFTER)))
                | {
                    "direction": "outbound",
                    "customer_id": draw.one((customer, customer, None, f"{id_}y")),
                    "outcome": draw.one(("answered", "answered", "handled", "failed")),
                    "source": draw.one((source, source, f"{draw.mark}obx")),
                }
            )
    return rows


def _call(draw: Draw, id_: str, at: datetime) -> Row:
    return {
        "call_id": id_, "queue": draw.one(draw.queues), "shop": draw.shop(0.5),
        "topic": draw.one(TOPICS), "agent_id": draw.agent(), "queued_at": at,
        "wait_seconds": draw.one((0, 0, 7)), "talk_seconds": draw.one((0, 30, 2000)),
        "outcome": "answered",
    }  # fmt: skip


def _chat(draw: Draw, id_: str, at: datetime) -> Rows:
    """Asked, and mostly replied to; then and again another agent says something too."""
    asked = {"sender_role": "customer", "agent_id": draw.one(draw.agents)}
    rows: Rows = [asked | {"message_id": f"{id_}a", "at": at}]
    for place in range(draw.one((0, 1, 1, 2))):
        replied_at = at + timedelta(seconds=draw.one((0, 5, 1799, 1801)))
        agent = draw.one((asked["agent_id"], asked["agent_id"], draw.one(draw.agents)))
        said: Row = {"sender_role": draw.one(("agent", "agent", "customer")), "agent_id": agent}
        rows.append(said | {"message_id": f"{id_}r{place}", "at": replied_at})
    return rows
