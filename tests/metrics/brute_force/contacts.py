"""Contacts of customers by call, chat and ticket, and who of them came back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.metrics.brute_force.agent_time import SILENCE
from tests.metrics.brute_force.calls import Call
from tests.metrics.brute_force.chat_messages import Message, Talk, talks_of
from tests.metrics.brute_force.chats import Received
from tests.metrics.brute_force.clock import DAY, Clock
from tests.metrics.brute_force.tally import Place, Tally
from tests.metrics.brute_force.tickets import Ticket

WEEK = timedelta(days=7)
WITHIN = {"call": WEEK, "ticket": WEEK, "chat": timedelta(hours=72)}
Chat = tuple[date, str | None, str | None, str | None]


@dataclass(frozen=True)
class Contact:
    kind: str
    at: datetime
    customer: str | None
    topic: str | None
    place: Place

    def is_followed_alike(self, others: Iterable["Contact"], within: timedelta) -> bool:
        """By the same kind, and about the same where both say what."""
        return any(
            other.kind == self.kind
            and (None in (self.topic, other.topic) or self.topic == other.topic)
            and self.at < other.at <= self.at + within
            for other in others
        )

    def is_followed_otherwise(self, others: Iterable["Contact"]) -> bool:
        return any(
            other.kind != self.kind and self.at < other.at <= self.at + WEEK for other in others
        )


def by_call(calls: Iterable[Call], clock: Clock) -> list[Contact]:
    """A call that is passed on is one contact, of who answered first."""
    legs: dict[tuple[object, object], list[Call]] = {}
    for call in calls:
        if call.is_answered:
            key = call.row["call_id"], call.row.get("source")
            legs.setdefault(key, []).append(call)
    found = []
    for of_call in legs.values():
        row = min(of_call, key=lambda leg: (leg.row["queued_at"], leg.row.get("leg") or "1")).row
        at = row["queued_at"]
        place = Place(
            clock.day_of(at),
            agent=row.get("agent_id"),
            shop=row.get("shop"),
            queue=row.get("queue"),
        )
        found.append(Contact("call", at, row.get("customer_id"), row.get("topic"), place))
    return found


def by_chat(received: Iterable[Received], last_words: dict[Chat, datetime]) -> list[Contact]:
    """A day's chat is one contact whoever answers; one that goes on over midnight too."""
    days: dict[tuple[object, ...], list[Received]] = {}
    for one in received:
        who = one.agent if one.customer is None else None
        days.setdefault((one.day, one.customer, one.shop, one.channel, who), []).append(one)
    found = []
    for talks in days.values():
        first = talks[0]
        at = min(one.first_asked_at for one in talks)
        eve = last_words.get((first.day - DAY, first.customer, first.shop, first.channel))
        if eve is not None and first.customer is not None and at - eve <= SILENCE:
            continue
        asked = [(one.first_asked_at, one.agent) for one in talks if one.agent is not None]
        agent = min(asked)[1] if asked else None
        place = Place(first.day, agent, first.shop, channel=first.channel)
        found.append(Contact("chat", at, first.customer, None, place))
    return found


def last_words_of(messages: Iterable[Message], left_out: set[Talk]) -> dict[Chat, datetime]:
    """By day, customer, shop and channel, of either side, to whichever agent."""
    found: dict[Chat, datetime] = {}
    for key, talk in talks_of(messages).items():
        day, _, customer, shop, channel = key
        if key not in left_out and not all(message.is_reply for message in talk):
            chat = day, customer, shop, channel
            found[chat] = max(found.get(chat, talk[-1].at), talk[-1].at)
    return found


def by_ticket(tickets: Iterable[Ticket]) -> list[Contact]:
    """Of whoever replied first, solved it, or has it; what an agent opens is no contact."""
    return [
        Contact(
            "ticket",
            ticket.created_at,
            ticket.row.get("customer_id"),
            ticket.row.get("category"),
            ticket.place(ticket.day, ticket.replier or ticket.solver or ticket.agent),
        )
        for ticket in tickets
        if not ticket.story.is_by_agent
    ]


def count_contacts(contacts: Sequence[Contact]) -> Tally:
    tally = Tally()
    of_customer: dict[str, list[Contact]] = {}
    for contact in contacts:
        if contact.customer is not None:
            of_customer.setdefault(contact.customer, []).append(contact)
    for own in of_customer.values():
        for contact in own:
            came_back = contact.is_followed_alike(own, WITHIN[contact.kind])
            anyhow = contact.is_followed_alike(own, WEEK) or contact.is_followed_otherwise(own)
            tally.add("fcr_rate", contact.place, not came_back, 1)
            tally.add("fcr_rate:any_7d", contact.place, not anyhow, 1)
            tally.add("repeat_contact_rate", contact.place, came_back, 1)
            tally.add("repeat_contact_rate:any_7d", contact.place, anyhow, 1)
            variant = {"call": "fcr_rate:call_7d", "chat": "fcr_rate:chat_72h"}.get(contact.kind)
            if variant:
                tally.add(variant, contact.place, not came_back, 1)
    return tally
