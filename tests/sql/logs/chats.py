"""Random chats: by agent and customer, by conversation, and in threads."""

from tests.sql.logs.chat_days import CLOSING, OPEN
from tests.sql.logs.draw import Draw, Row, Rows

ROLES = ("customer", "customer", "customer", "agent", "agent", "agent", "bot", "system")
PAUSES = (0, 0, 1, 29, 30, 31, 60, 180, 181, 700, 40000)


def chat_messages(draw: Draw) -> Rows:
    rows: Rows = []
    for number in range(draw.number(0, 9)):
        _talk(draw, rows, draw.maybe(f"{draw.mark}k{number}", 0.4))
    for _ in range(draw.number(0, 3)):
        _thread(draw, rows)
    # the log comes in any order
    return draw.random.sample(rows, len(rows))


def _talk(draw: Draw, rows: Rows, conversation: str | None) -> None:
    """In some conversations nobody says who is spoken to; in some another agent takes over."""
    agent, customer = draw.one(draw.agents), draw.customer()
    shop, channel, at = draw.shop(), draw.channel(), draw.moment()
    is_vague = conversation is not None and draw.chance(0.4)
    for _ in range(draw.number(1, 8)):
        at = draw.later(at, draw.one(PAUSES))
        role = draw.one(ROLES)
        passed_to = draw.one(draw.agents) if draw.chance(0.1) else None
        is_agent_said = not is_vague or (role == "agent" and draw.chance(0.9))
        is_customer_said = not is_vague or (role == "customer" and draw.chance(0.8))
        row = _message(draw, rows, role, at) | {
            "conversation_id": conversation,
            "agent_id": agent if is_agent_said else None,
            "customer_id": customer if is_customer_said else None,
            "shop": shop,
            "channel": channel,
            "transferred_to": passed_to,
        }
        rows.append(row)
        agent = passed_to or agent


def _thread(draw: Draw, rows: Rows) -> None:
    customer, at = draw.customer(), draw.moment()
    for _ in range(draw.number(1, 3)):
        asked = _message(draw, rows, "customer", at) | {
            "customer_id": customer,
            "shop": draw.shop(0.2),
            "channel": "thread",
        }
        rows.append(asked)
        for _ in range(draw.one((0, 1, 1, 2))):
            replied_at = draw.later(at, draw.one((0, 60, 90000)))
            rows.append(
                _message(draw, rows, draw.one(("agent", "agent", "bot")), replied_at)
                | {
                    "agent_id": draw.one(draw.agents),
                    "shop": draw.shop(0.6),
                    "channel": "thread",
                    "reply_to_id": asked["message_id"],
                }
            )
        at = draw.later(at, draw.one((0, 60, 90000)))


def _message(draw: Draw, rows: Rows, role: str, at: object) -> Row:
    is_closing = role == "customer" and draw.chance(0.15)
    return {
        "message_id": f"{draw.mark}m{len(rows):03}",
        "at": at,
        "sender_role": role,
        "is_automatic": draw.one((None, False, False, False, True)),
        "body": CLOSING if is_closing else OPEN,
        "is_courtesy": is_closing,
    }
