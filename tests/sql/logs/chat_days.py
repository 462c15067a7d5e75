"""Random talks at the edges of chat rules: windows, silences, limits, courtesies, chats at once."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.sql.logs.draw import Draw, Row, Rows

CHANNELS = ("web", "app", "Phone", "wechat", "JD", "taobao", "douyin", "pdd", "xiaohongshu")
EDGES = ("00:00", "04:00", "06:00", "08:00", "09:00", "12:00", "20:00", "22:30", "23:00")
PAUSES = (
    0, 0, 1, 1, 20, 29, 30, 31, 45, 46, 60, 61, 119, 120, 121, 179, 180, 181, 599, 600, 601, 1799,
    1800, 1801, 1802, 3600,
)  # fmt: skip
ROLES = ("customer",) * 6 + ("agent",) * 5 + ("bot", "system")
CLOSING, OPEN = "谢谢", "在吗"


def chats_at_edges(draw: Draw) -> Rows:
    rows: Rows = []
    for _ in range(draw.number(0, 3)):
        begins, agent = _edge(draw), draw.one(draw.agents)
        for _ in range(draw.number(1, 4)):  # about the same time, so that some are open at once
            apart = timedelta(seconds=draw.one((-60, -1, 0, 0, 0, 1, 60)))
            _talk(draw, rows, agent, begins + apart)
    return rows


def _talk(draw: Draw, rows: Rows, agent: str, at: datetime) -> None:
    number = len(rows)
    conversation = draw.maybe(f"{draw.mark}d{number}", 0.5)
    customer, shop, channel = draw.customer(), draw.shop(), draw.one(CHANNELS)
    is_vague, is_bots = conversation is not None and draw.chance(0.3), draw.chance(0.15)
    roles = tuple(role for role in ROLES if role != "agent" or not is_bots)
    for _ in range(draw.number(1, 10)):
        role = draw.one(roles)
        is_said = not is_vague or role == "agent"
        is_closing = role == "customer" and draw.chance(0.35)
        row: Row = {
            "message_id": f"{draw.mark}d{len(rows):03}",
            "conversation_id": conversation,
            "at": at,
            "sender_role": role,
            "agent_id": agent if is_said else None,
            "customer_id": customer if is_said or draw.chance(0.7) else None,
            "shop": shop,
            "channel": channel,
            "is_automatic": role == "agent" and draw.chance(0.05),
            "transferred_to": draw.one(draw.agents) if draw.chance(0.05) else None,
            "body": CLOSING if is_closing else OPEN,
            "is_courtesy": is_closing,
        }
        rows.append(row)
        at += timedelta(seconds=draw.one(PAUSES))


def _edge(draw: Draw) -> datetime:
    """Within half a minute of when a window opens or closes."""
    day = draw.change + timedelta(days=draw.number(-3, 3))
    local = datetime.combine(day, time.fromisoformat(draw.one(EDGES)))
    moment = local.replace(tzinfo=ZoneInfo(draw.zone)).astimezone(UTC).replace(tzinfo=None)
    return moment + timedelta(seconds=draw.one((-1801, -30, -1, 0, 1, 29)))
