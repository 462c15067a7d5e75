"""Small random logs of a week, with the ties, gaps and edges that real ones have."""

from datetime import datetime, timedelta
from random import Random

Rows = list[dict[str, object]]
AGENTS, CUSTOMERS, SHOPS, QUEUES = "abc", "uvwxyz", ("s1", "s2"), ("q1", "q2")
START = datetime(2026, 10, 29)  # clocks go back in New York on 1 November
ZONES = ("UTC", "Asia/Shanghai", "America/New_York")


def random_logs(seed: int) -> dict[str, Rows]:
    draw = Random(seed)
    return {
        "raw.calls": _calls(draw),
        "raw.chat_messages": _chats(draw),
        "raw.orders": _orders(draw),
        "raw.refunds": _refunds(draw),
        "raw.tickets": _tickets(draw),
        "raw.ticket_events": _ticket_events(draw),
    }


def random_zone(seed: int) -> str:
    return ZONES[seed % len(ZONES)]


def _moment(draw: Random, days: int = 7) -> datetime:
    """Often near midnight, in one of the zones."""
    day = START + timedelta(days=draw.randrange(days))
    if draw.random() < 0.3:
        return day + timedelta(hours=draw.choice((0, 4, 5, 16)), seconds=draw.randint(-3, 3))
    return day + timedelta(seconds=draw.randrange(86400))


def _maybe(draw: Random, value: object, chance: float = 0.5) -> object:
    return value if draw.random() < chance else None


def _later(draw: Random, since: datetime, seconds: int) -> datetime:
    return since + timedelta(seconds=draw.randint(0, seconds))


def _calls(draw: Random) -> Rows:
    rows: Rows = []
    for number in range(draw.randint(0, 40)):
        outcome = draw.choice(
            ("answered",) * 5 + ("abandoned",) * 3 + ("callback", "failed", "handled")
        )
        served = outcome in ("answered", "handled")
        rows.append(
            {
                "call_id": f"c{number}",
                "direction": draw.choice((None, "inbound", "inbound", "outbound")),
                "queue": draw.choice(QUEUES),
                "agent_id": _maybe(draw, draw.choice(AGENTS), 0.9) if served else None,
                "queued_at": _moment(draw),
                "wait_seconds": draw.choice((0, 4, 5, 6, 19, 20, 21, 300)),
                "talk_seconds": _maybe(draw, draw.randint(0, 4000), 0.9) if served else None,
                "wrap_seconds": _maybe(draw, draw.randint(0, 100)) if served else None,
                "outcome": outcome,
                "is_satisfied": _maybe(draw, draw.random() < 0.7),
            }
        )
    return rows


def _chats(draw: Random) -> Rows:
    rows: Rows = []
    for _ in range(draw.randint(0, 12)):
        agent, customer, shop = draw.choice(AGENTS), draw.choice(CUSTOMERS), draw.choice(SHOPS)
        at = _moment(draw)
        for _ in range(draw.randint(1, 8)):
            at = _later(draw, at, draw.choice((0, 1, 40, 700)))
            rows.append(
                {
                    "message_id": f"m{len(rows):03}",
                    "at": at,
                    "sender_role": draw.choice(("customer", "customer", "agent", "agent", "bot")),
                    "agent_id": agent,
                    "customer_id": customer,
                    "shop": shop,
                    "is_automatic": draw.choice((None, False, False, True)),
                }
            )
    return rows


def _orders(draw: Random) -> Rows:
    rows: Rows = []
    for number in range(draw.randint(0, 25)):
        placed_at = _moment(draw)
        paid_at = _maybe(draw, _later(draw, placed_at, draw.choice((0, 60, 6 * 86400))), 0.7)
        rows.append(
            {
                "order_id": f"o{number}",
                "customer_id": draw.choice(CUSTOMERS),
                "shop": draw.choice((*SHOPS, None)),
                "placed_at": placed_at,
                "paid_at": paid_at,
                "closed_at": _maybe(draw, _later(draw, placed_at, 86400), 0.2)
                if not paid_at
                else None,
                "amount": draw.randint(1, 9999) / 100,
                "paid_amount": _maybe(draw, draw.randint(1, 9999) / 100) if paid_at else None,
                "agent_id": _maybe(draw, draw.choice(AGENTS), 0.3),
            }
        )
    return rows


def _refunds(draw: Random) -> Rows:
    rows: Rows = []
    for number in range(draw.randint(0, 15)):
        applied_at = _moment(draw)
        agreed_at = _later(draw, applied_at, 90000)
        signed_at = _later(draw, agreed_at, 90000)
        status = draw.choice(("open", "success", "success", "closed"))
        rows.append(
            {
                "refund_id": f"r{number}",
                "order_id": f"o{draw.randrange(25)}",
                "agent_id": draw.choice(AGENTS),
                "kind": draw.choice(("refund_only", "return")),
                "status": status,
                "amount": draw.randint(1, 999) / 100,
                "applied_at": applied_at,
                "rejected_at": _maybe(draw, _later(draw, applied_at, 9000)),
                "agreed_at": _maybe(draw, agreed_at),
                "signed_at": _maybe(draw, signed_at),
                "finished_at": _later(draw, signed_at, 90000) if status != "open" else None,
                "is_disputed": _maybe(draw, draw.random() < 0.5),
            }
        )
    return rows


def _tickets(draw: Random) -> Rows:
    rows: Rows = []
    for number in range(draw.randint(0, 15)):
        created_at = _moment(draw)
        solved_at = _maybe(draw, _later(draw, created_at, 300000))
        rows.append(
            {
                "ticket_id": f"t{number}",
                "created_at": created_at,
                "first_reply_at": _maybe(draw, _later(draw, created_at, 100000)),
                "solved_at": solved_at,
                "agent_id": draw.choice(AGENTS),
                "reopen_count": draw.choice((None, 0, 1)),
                "is_sla_met": _maybe(draw, draw.random() < 0.5),
            }
        )
    return rows


def _ticket_events(draw: Random) -> Rows:
    """Of tickets that the log of tickets has (under 15) and of others, distinct in time."""
    rows: Rows = []
    for number in draw.sample(range(30), draw.randint(0, 10)):
        at = _moment(draw)
        for _ in range(draw.randint(1, 7)):
            at += timedelta(seconds=draw.choice((1, 3600, 80000)))
            role = draw.choice(("agent", "agent", "customer", "bot"))
            rows.append(
                {
                    "ticket_id": f"t{number}",
                    "at": at,
                    "event": draw.choice(
                        (
                            "public_reply",
                            "public_reply",
                            "private_note",
                            "solved",
                            "reopened",
                            "closed",
                        )
                    ),
                    "agent_id": draw.choice(AGENTS) if role == "agent" else None,
                    "actor_role": role,
                }
            )
    return rows
