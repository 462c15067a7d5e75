"""Chats at once: sessions of one agent that are open at the same time."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise

from tests.metrics.brute_force.chat_sessions import Session
from tests.metrics.brute_force.clock import seconds
from tests.metrics.brute_force.tally import Tally


def count_at_once(sessions: Iterable[Session]) -> Tally:
    days: dict[tuple[date | None, str], list[Session]] = {}
    for one in sessions:
        if one.place.agent is not None and one.closed_at > one.opened_at:
            days.setdefault((one.place.day, one.place.agent), []).append(one)
    tally = Tally()
    for open_ in days.values():
        _count_day(tally, open_)
    return tally


def _count_day(tally: Tally, open_: Sequence[Session]) -> None:
    edges = sorted({moment for one in open_ for moment in (one.opened_at, one.closed_at)})
    for one in open_:
        tally.add("concurrent_chats", one.place, _length(one.opened_at, one.closed_at))
        at_once = sum(other.opened_at <= one.opened_at < other.closed_at for other in open_)
        tally.highest("concurrent_chats_max", one.place, at_once)
    for since, until in pairwise(edges):
        there = [one for one in open_ if one.opened_at <= since and one.closed_at >= until]
        if there:
            owner = min(there, key=_order)
            tally.add("concurrent_chats", owner.place, 0, _length(since, until))


def _order(one: Session) -> tuple[object, ...]:
    """Who opened first has the second, then who closed first, by channel, by shop; empty last."""
    names = ((name is None, name or "") for name in (one.place.channel, one.place.shop))
    return one.opened_at, one.closed_at, *names


def _length(since: datetime, until: datetime) -> Fraction:
    return seconds(since, until) or Fraction(0)
