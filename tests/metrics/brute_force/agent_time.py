"""Time at work, on breaks and in contacts; every KPI over them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from tests.metrics.brute_force.agent_states import Span, cut_by_day
from tests.metrics.brute_force.calls import Call
from tests.metrics.brute_force.chat_messages import Message, Talk, talks_of
from tests.metrics.brute_force.clock import Clock, seconds
from tests.metrics.brute_force.tally import Place, Tally

SILENCE = timedelta(minutes=30)
EXCUSED = (
    "lunch", "dinner", "meal", "training", "meeting",
    "午餐", "晚餐", "用餐", "吃饭", "午休", "培训", "会议",
)  # fmt: skip
LONG = 300
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Contact:
    """Time of an agent for a customer, on one business day of it."""

    place: Place
    began_at: datetime
    since: datetime
    until: datetime
    whole_until: datetime

    @property
    def turn(self) -> tuple[object, ...]:
        names = (self.place.queue, self.place.shop, self.place.channel)
        in_order = [(name is None, name or "") for name in names]
        return self.began_at, self.whole_until, *in_order


def contacts_of_calls(calls: Iterable[Call], clock: Clock) -> list[Contact]:
    found = []
    for call in calls:
        if call.handled is None or call.answered_at is None:
            continue
        since, until, row = call.answered_at, call.wrapped_at, call.row
        for day, begun, ended in cut_by_day(since, until, clock):
            place = Place(day, row["agent_id"], row.get("shop"), row.get("queue"))
            found.append(Contact(place, since, begun, ended, until))
    return found


def contacts_of_chats(messages: Iterable[Message], left_out: set[Talk]) -> list[Contact]:
    """Open from the first message to the last, with never more than half an hour of silence."""
    found = []
    for key, talk in talks_of(messages).items():
        day, agent, _, shop, channel = key
        if key in left_out or agent is None or all(message.is_reply for message in talk):
            continue
        for opened_at, closed_at in sessions_of(talk):
            if closed_at > opened_at:
                place = Place(day, agent, shop, channel=channel)
                found.append(Contact(place, opened_at, opened_at, closed_at, closed_at))
    return found


def sessions_of(talk: Sequence[Message]) -> list[Stretch]:
    found: list[Stretch] = []
    for message in talk:
        if found and message.at - found[-1][1] <= SILENCE:
            found[-1] = found[-1][0], message.at
        else:
            found.append((message.at, message.at))
    return found


def count_agent_time(spans: Sequence[Span], contacts: Sequence[Contact]) -> Tally:
    """Only of agents and days with a known state."""
    tally = Tally()
    for day, agent in sorted({(span.day, span.agent) for span in spans}):
        own = [span for span in spans if (span.day, span.agent) == (day, agent)]
        served = [one for one in contacts if (one.place.day, one.place.agent) == (day, agent)]
        _count_day(tally, Place(day, agent), own, served)
    return tally


def _count_day(
    tally: Tally, place: Place, spans: Sequence[Span], contacts: Sequence[Contact]
) -> None:
    taken: list[Stretch] = []
    for contact in sorted(contacts, key=lambda one: one.turn):
        own = _length(_without((contact.since, contact.until), taken))
        taken.append((contact.since, contact.until))
        tally.add("occupancy", contact.place, own, 0)
        tally.add("utilisation", contact.place, own, 0)
    present = _union([*taken, *((span.since, span.until) for span in spans)])
    breaks = _union([(span.since, span.until) for span in spans if span.is_break])
    on_break = sum((_length(_without(rest, taken)) for rest in breaks), Fraction(0))
    tally.add("logged_in_hours", place, _length(present))
    tally.add("break_hours", place, on_break)
    tally.add("occupancy", place, 0, _length(present) - on_break)
    tally.add("utilisation", place, 0, _length(present))
    for span in spans:
        if span.is_break and not any(word in (span.reason or "") for word in EXCUSED):
            length = _length([(span.since, span.until)])
            tally.mean("off_seat_minutes", place, length)
            tally.add("off_seat_minutes:total", place, length)
            tally.add("long_off_seats", place, length > LONG)


def _union(stretches: Iterable[Stretch]) -> list[Stretch]:
    found: list[Stretch] = []
    for since, until in sorted(stretches):
        if found and since <= found[-1][1]:
            found[-1] = found[-1][0], max(until, found[-1][1])
        else:
            found.append((since, until))
    return found


def _without(stretch: Stretch, taken: Iterable[Stretch]) -> list[Stretch]:
    """What of it is in none of the others."""
    left = [stretch]
    for since, until in taken:
        parts = []
        for begun, ended in left:
            parts += [(begun, min(ended, since)), (max(begun, until), ended)]
        left = [(begun, ended) for begun, ended in parts if ended > begun]
    return left


def _length(stretches: Iterable[Stretch]) -> Fraction:
    return sum((seconds(*stretch) or Fraction(0) for stretch in stretches), Fraction(0))
