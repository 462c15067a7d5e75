"""Random figures that platforms and telephone systems report themselves; people and teams."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from tests.sql.logs.draw import DAYS, Draw, Row, Rows
from tests.sql.logs.entries import ENTRIES

COUNTS = (
    "received", "replied", "sessions", "replied_within_30_seconds", "replied_within_3_minutes",
    "invited", "rated", "satisfied", "inquiry_buyers", "paid_buyers", "unreplied",
)  # fmt: skip


def chat_reports(draw: Draw) -> Rows:
    rows: dict[object, Row] = {}
    for _ in range(draw.number(0, 8)):
        day = draw.change + timedelta(days=draw.number(-4, DAYS - 5))
        agent, shop = draw.agent(), draw.shop()
        rows[agent, day, shop] = {
            "agent_id": agent,
            "reported_on": day,
            "shop": shop,
            "channel": draw.channel(),
            **{name: draw.maybe(draw.number(0, 50), 0.7) for name in COUNTS},
            "first_response_seconds": draw.maybe(Decimal(draw.number(0, 9999)) / 100),
            "average_response_seconds": draw.maybe(Decimal(draw.number(0, 9999)) / 100),
            "paid_amount": draw.maybe(draw.money()),
        }
    return list(rows.values())


def queue_reports(draw: Draw) -> Rows:
    rows: Rows = []
    for number in range(draw.number(0, 6)):
        day = datetime.combine(draw.change, time()) + timedelta(minutes=30 * number)
        offered = draw.number(0, 30)
        rows.append(
            {
                "queue": draw.one(draw.queues),
                "started_at": day,
                "span_seconds": 1800,
                "offered": offered,
                "answered": draw.maybe(draw.number(0, offered), 0.8),
                "abandoned": draw.maybe(draw.number(0, offered), 0.8),
            }
        )
    return rows


def month_end_inputs(draw: Draw) -> Rows:
    """Everything that a form asks for, of some people, in two months; some of it is no number."""
    rows: Rows = []
    for agent in draw.random.sample(draw.agents, 2):
        for name in ENTRIES:
            if draw.chance(0.6):
                continue
            month = draw.change + timedelta(days=draw.one((0, 31)))
            rows.append(
                {
                    "period": f"{month:%Y-%m}",
                    "agent_id": agent,
                    "input": name,
                    "rater": draw.one(("r1", "r2", None)),
                    "value": draw.one(
                        (
                            "0",
                            "0",
                            "1",
                            f"{draw.number(0, 100)}",
                            f"{draw.number(0, 999) / 10}",
                            "85.5%",
                            "3/4",
                            " 7 ",
                            "-",
                            "n/a",
                            None,
                        )
                    ),
                }
            )
    return rows  # fmt: skip


def agents(draw: Draw) -> Rows:
    """Some change teams in the middle, some leave, one is in no list."""
    rows: Rows = []
    for agent in draw.agents[:2]:
        changed = draw.change + timedelta(days=draw.number(-4, DAYS - 5))
        rows.append({"agent_id": agent, "team": draw.one(("north", "south")), "valid_to": None})
        if draw.chance(0.7):
            team = draw.one(("north", "south", None))
            last = draw.maybe(changed + timedelta(days=draw.number(0, 3)), 0.3)
            row: Row = {"agent_id": agent, "team": team, "valid_from": changed, "valid_to": last}
            rows.append(row)
            if draw.chance(0.5):  # the earlier one says when it ended, or leaves it to the later
                rows[-2]["valid_to"] = changed - timedelta(days=draw.number(1, 2))
    return rows
