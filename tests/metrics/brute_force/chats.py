"""Chats: rounds, and per talk the first reply; every KPI over them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from tests.metrics.brute_force.chat_messages import Message, Talk, place_of, talks_of
from tests.metrics.brute_force.chat_rounds import Round, rounds_in
from tests.metrics.brute_force.chat_rules import Rules, rule_of
from tests.metrics.brute_force.chat_threads import Asked
from tests.metrics.brute_force.clock import seconds
from tests.metrics.brute_force.tally import Place, Tally


@dataclass
class Received:
    """A customer received by an agent on a day: messages of both, and rounds."""

    day: date
    agent: str | None
    customer: str | None
    shop: str | None
    channel: str | None
    asked: int = 0
    replied: int = 0
    told: list[Message] = field(default_factory=list)
    threads: list[Round] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)

    @property
    def talk(self) -> Talk:
        return self.day, self.agent, self.customer, self.shop, self.channel

    @property
    def place(self) -> Place:
        return place_of(self.talk)

    @property
    def first_asked_at(self) -> datetime:
        return min(one.asked_at for one in self.rounds)

    @property
    def first_response(self) -> Fraction | None:
        """To the first reply of a person; unknown where nobody replied."""
        replies = [one.replied_at for one in self.rounds if one.replied_at is not None]
        return seconds(self.first_asked_at, min(replies, default=None))


def received_of(messages: Iterable[Message], threads: Iterable[Asked]) -> list[Received]:
    """Customers who wrote."""
    found: dict[Talk, Received] = {}
    for key, talk in talks_of(messages).items():
        one = found.setdefault(key, Received(*key))
        one.asked += sum(not message.is_reply for message in talk)
        one.replied += sum(message.is_reply for message in talk)
        one.told += talk
        one.rounds += rounds_in(talk)
    for thread in threads:
        key = thread.day, thread.agent, thread.customer, thread.shop, thread.channel
        one = found.setdefault(key, Received(*key))
        one.asked += 1
        one.replied += thread.replies
        questions = () if thread.is_courtesy else (thread.at,)
        one.threads.append(Round((thread.at,), questions, thread.replied_at))
        one.rounds.append(one.threads[-1])
    return [one for one in found.values() if one.rounds]


def count_chats(received: Iterable[Received], rules: Rules) -> Tally:
    tally = Tally()
    for one in received:
        first, place = one.first_response, one.place
        tally.add("chat_customers", place, 1)
        tally.add("customers_served", place, 1)
        for kpi in ("contacts_handled", "weighted_workload", "people_at_work"):
            tally.add(kpi, place, first is not None)
        tally.add("chat_reply_rate", place, first is not None, 1)
        tally.add("unreplied_customers", place, first is None)
        tally.add("answer_ask_ratio", place, one.replied, one.asked)
        tally.add("customer_messages", place, one.asked)
        tally.add("agent_messages", place, one.replied)
        tally.mean("first_response_seconds", place, first)
        waits = [seconds(each.asked_at, each.replied_at) for each in one.rounds]
        tally.add("chat_reply_rate:every_question", place, None not in waits, 1)
        left = [each for each in one.rounds if each.replied_at is None and not each.is_closing]
        tally.add("chat_reply_rate:closings_exempt", place, not left, 1)
        tally.add("unreplied_customers:closings_exempt", place, bool(left))
        rule = rule_of(rules, one.channel)
        slow = sum(wait is not None and wait > rule.slow_seconds for wait in waits)
        tally.add("slow_chats", place, slow >= rule.slow_replies)
        tally.add("slow_chat_rate", place, slow >= rule.slow_replies, 1)
        for limit in (30, 180):
            kpi = f"replied_within_rate:customers_{limit}s"
            tally.add(kpi, place, first is not None and first <= limit, 1)
        for each, wait in zip(one.rounds, waits, strict=True):
            tally.add("chat_rounds", place, 1)
            tally.mean("average_response_seconds", place, wait)
            capped = Fraction(600) if wait is None else min(wait, Fraction(600))
            tally.mean("average_response_seconds:capped_600s", place, capped)
            for kpi, limit in (("", 180), (":30s", 30), (":45s", 45), (":60s", 60)):
                in_time = wait is not None and wait <= limit
                tally.add(f"replied_within_rate{kpi}", place, in_time, 1)
            if not each.is_closing:
                in_time = wait is not None and wait <= 180
                tally.add("replied_within_rate:closings_exempt", place, in_time, 1)
    return tally
