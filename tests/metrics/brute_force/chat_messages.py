"""Chat messages that count, and whose they are: a customer's, or a human reply."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tests.metrics.brute_force.clock import Clock, Row
from tests.metrics.brute_force.tally import Place


@dataclass(frozen=True)
class Message:
    day: date
    at: datetime
    is_reply: bool
    id: str
    agent: str | None
    customer: str | None
    shop: str | None
    channel: str | None
    is_courtesy: bool = False

    @property
    def turn(self) -> tuple[datetime, bool, str]:
        return self.at, self.is_reply, self.id


Talk = tuple[date, str | None, str | None, str | None, str | None]


def place_of(talk: Talk) -> Place:
    day, agent, _, shop, channel = talk
    return Place(day, agent=agent, shop=shop, channel=channel)


def messages_of(rows: Iterable[Row], clock: Clock) -> list[Message]:
    """In conversations where a message does not say whose it is, the others tell."""
    conversations: dict[tuple[date, str], list[Row]] = defaultdict(list)
    found: list[Message] = []
    for row in rows:
        day = clock.day_of(row["at"])
        if row.get("conversation_id") is not None:
            conversations[day, row["conversation_id"]].append(row)
        elif row.get("agent_id") and row.get("customer_id") and _counts(row):
            found.append(_message(row, day, row["agent_id"], row["customer_id"]))
    for (day, conversation), members in conversations.items():
        told = sorted((row for row in members if _counts(row)), key=_turn)
        names = [row.get("agent_id") for row in told]
        customers = [row["customer_id"] for row in members if row.get("customer_id")]
        for place, row in enumerate(told):
            customer = row.get("customer_id") or min(customers, default=conversation)
            found.append(_message(row, day, _speaker(names, place), customer))
    return found


def talks_with_bots(rows: Sequence[Row], clock: Clock) -> set[Talk]:
    bots = (row for row in rows if row["sender_role"].lower() == "bot")
    return set(_talks_beside(rows, bots, clock))


def talks_passed_on(rows: Sequence[Row], clock: Clock) -> set[Talk]:
    passing = (row for row in rows if row.get("transferred_to") is not None)
    return set(_talks_beside(rows, passing, clock))


def bot_talks(rows: Sequence[Row], messages: Iterable[Message], clock: Clock) -> set[Talk]:
    """Talks in which only a bot answered: on neither side of any figure."""
    spoken = {talk for talk, told in talks_of(messages).items() if any(m.is_reply for m in told)}
    return talks_with_bots(rows, clock) - spoken


def _talks_beside(rows: Sequence[Row], chosen: Iterable[Row], clock: Clock) -> Iterator[Talk]:
    """Where each of these belongs, whether it counts or not: as messages that do."""
    conversations: dict[tuple[date, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("conversation_id") is not None:
            conversations[clock.day_of(row["at"]), row["conversation_id"]].append(row)
    for row in chosen:
        day = clock.day_of(row["at"])
        agent, customer = row.get("agent_id"), row.get("customer_id")
        if row.get("conversation_id") is not None:
            members = conversations[day, row["conversation_id"]]
            told = sorted((one for one in members if _counts(one) or one is row), key=_turn)
            names = [one.get("agent_id") if _counts(one) else None for one in told]
            customers = [one["customer_id"] for one in members if one.get("customer_id")]
            agent = agent or _speaker(names, [one is row for one in told].index(True))
            customer = customer or min(customers, default=row["conversation_id"])
        elif agent is None or customer is None:
            continue
        yield day, agent, customer, row.get("shop"), row.get("channel")


def _counts(row: Row) -> bool:
    """What the platform or a bot says by itself does not."""
    return row["sender_role"].lower() in ("customer", "agent") and not row.get("is_automatic")


def _turn(row: Row) -> tuple[datetime, bool, str]:
    """In one second the customer comes first."""
    return row["at"], row["sender_role"].lower() == "agent", row["message_id"]


def _speaker(names: list[str | None], place: int) -> str | None:
    """Who is named here or speaks next, else who spoke last."""
    following = [name for name in names[place:] if name]
    before = [name for name in names[:place] if name]
    return following[0] if following else before[-1] if before else None


def _message(row: Row, day: date, agent: str | None, customer: str | None) -> Message:
    return Message(
        day,
        row["at"],
        row["sender_role"].lower() == "agent",
        row["message_id"],
        agent,
        customer,
        row.get("shop"),
        row.get("channel"),
        bool(row.get("is_courtesy")),
    )


def talks_of(messages: Iterable[Message]) -> dict[Talk, list[Message]]:
    """One agent with one customer of one shop and channel on one business day, in order."""
    talks: dict[Talk, list[Message]] = defaultdict(list)
    for one in messages:
        talks[one.day, one.agent, one.customer, one.shop, one.channel].append(one)
    for talk in talks.values():
        talk.sort(key=lambda one: one.turn)
    return talks
