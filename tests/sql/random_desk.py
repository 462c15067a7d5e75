"""Small random desks of ten days around a change of the clock or of the month."""

from collections.abc import Iterable, Sequence

from tests.sql.logs import (
    calls,
    chat_days,
    chats,
    hours,
    presence,
    promises,
    reports,
    returns,
    sales,
    tickets,
)
from tests.sql.logs.draw import CHANGES, DAY_STARTS, Draw
from tests.sql.logs.draw import Rows as Rows

ZONES = tuple(CHANGES)
MARKS = tuple("ABCDEFGHIJ")
LOGS = {
    "raw.agents": reports.agents,
    "raw.calls": calls.calls,
    "raw.call_events": calls.call_events,
    "raw.chat_messages": chats.chat_messages,
    "raw.chat_reports": reports.chat_reports,
    "raw.orders": sales.orders,
    "raw.order_lines": sales.order_lines,
    "raw.refunds": sales.refunds,
    "raw.month_end_inputs": reports.month_end_inputs,
    "raw.queue_reports": reports.queue_reports,
    "raw.tickets": tickets.tickets,
    "raw.ticket_events": tickets.ticket_events,
}
FORMULAS = ("F1", "F2", "F3", "F4", "F5", "aws")


def random_logs(seed: int, marks: Iterable[str] = ("",)) -> dict[str, Rows]:
    """Rows by table; with several marks, of several desks whose names begin with these."""
    zone, starts_at = random_zone(seed), random_day_start(seed)
    draws = [Draw(seed, zone, starts_at, mark) for mark in marks]
    return logs_of(draws)


def logs_of(draws: Sequence[Draw]) -> dict[str, Rows]:
    """Of desks side by side; who comes back, and when people were there, is drawn last."""
    logs = {table: [row for draw in draws for row in of(draw)] for table, of in LOGS.items()}
    for draw in draws:
        more = returns.returning(draw)
        more["raw.chat_messages"] += chat_days.chats_at_edges(draw)
        more["raw.calls"] += returns.called_back(draw)
        more["raw.call_events"] = presence.member_events(draw)
        more["raw.agent_states"] = presence.agent_states(draw)
        for table, rows in more.items():
            logs[table] = [*logs.get(table, ()), *rows]
    return logs


def random_zone(seed: int) -> str:
    return ZONES[seed % len(ZONES)]


def random_day_start(seed: int) -> int:
    """Seconds after midnight at which the business day begins."""
    return DAY_STARTS[seed // len(ZONES) % len(DAY_STARTS)]


def random_policies(seed: int, marks: Iterable[str] = ("",)) -> dict[str, tuple[int, int, str]]:
    """Queue → seconds to answer within, seconds of a short abandon, formula."""
    first, second = FORMULAS[seed % 6], FORMULAS[seed // 6 % 6]
    own = {f"{mark}q1": (12 + seed % 20, seed % 7, first) for mark in marks}
    return {"*": (20, 5, second), **own}


def random_schedules(seed: int, marks: Iterable[str] = ("",)) -> dict[str, hours.Document]:
    """Calendars by name, as a desk writes them."""
    return hours.schedules(seed, random_zone(seed), tuple(marks))


def random_ticket_policies(seed: int, marks: Iterable[str] = ("",)) -> dict[str, hours.Document]:
    """Policies by name, as a desk writes them."""
    return promises.policies(seed, random_zone(seed), tuple(marks))
