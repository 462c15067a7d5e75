"""Sessions: what an agent and a customer said without half an hour of silence between."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from tests.metrics.brute_force.chat_messages import Message, Talk, place_of
from tests.metrics.brute_force.chat_rounds import Round, rounds_in
from tests.metrics.brute_force.chat_rules import ChatRule, Rules, rule_of
from tests.metrics.brute_force.clock import Clock, seconds
from tests.metrics.brute_force.tally import Place, Tally

SILENCE = timedelta(seconds=1800)


@dataclass(frozen=True)
class Session:
    place: Place
    messages: Sequence[Message]

    @property
    def opened_at(self) -> datetime:
        return self.messages[0].at

    @property
    def closed_at(self) -> datetime:
        return self.messages[-1].at

    @property
    def asked_at(self) -> datetime | None:
        return next((one.at for one in self.messages if not one.is_reply), None)

    @property
    def rounds(self) -> list[Round]:
        return rounds_in(self.messages)


def sessions_of(talks: Mapping[Talk, Sequence[Message]]) -> list[Session]:
    return [
        Session(place_of(talk), part) for talk, told in talks.items() for part in parts_of(told)
    ]


def parts_of(told: Sequence[Message]) -> list[list[Message]]:
    """Cut at every silence; 1,800 seconds are none yet."""
    parts: list[list[Message]] = []
    for message in told:
        if parts and message.at - parts[-1][-1].at <= SILENCE:
            parts[-1].append(message)
        else:
            parts.append([message])
    return parts


def count_sessions(sessions: Iterable[Session], rules: Rules, clock: Clock) -> Tally:
    tally = Tally()
    for one in sessions:
        if one.asked_at is None:
            continue
        place, first, slowest = one.place, first_response(one.rounds), slowest_of(one.rounds)
        tally.add("chat_sessions", place, 1)
        tally.mean("first_response_seconds:sessions", place, first)
        for limit in (30, 180):
            kpi = f"replied_within_rate:sessions_{limit}s"
            tally.add(kpi, place, first is not None and first <= limit, 1)
        in_time = slowest is not None and slowest <= 180
        tally.add("replied_within_rate:every_reply_180s", place, in_time, 1)
        _see(tally, one, rule_of(rules, place.channel), clock)
    return tally


def _see(tally: Tally, one: Session, rule: ChatRule, clock: Clock) -> None:
    """Where the platform counts sessions."""
    rounds = [each for each in one.rounds if not (rule.exempts_closings and each.is_closing)]
    asked_at = one.asked_at
    if rule.unit != "session" or not rounds or asked_at is None:
        return
    if not rule.counts(asked_at, clock):
        return
    first = rule.wait(first_response(rounds, rule.exempts_closings), asked_at, clock)
    slowest = rule.wait(slowest_of(rounds, rule.exempts_closings), asked_at, clock)
    tally.mean("seen_first_response_seconds", one.place, first)
    count_in_time(tally, one.place, slowest if rule.by_every else first, rule)


def count_in_time(tally: Tally, place: Place, wait: Fraction | None, rule: ChatRule) -> None:
    for name, limit in (("", rule.within), (":30s", 30), (":45s", 45), (":180s", 180)):
        in_time = wait is not None and wait <= limit
        tally.add(f"seen_replied_within_rate{name}", place, in_time, 1)


def first_response(rounds: Sequence[Round], from_question: bool = False) -> Fraction | None:
    """From the first message of the customer to the first reply after it, to whatever round."""
    replies = [one.replied_at for one in rounds if one.replied_at is not None]
    return seconds(rounds[0].since(from_question), min(replies, default=None))


def slowest_of(rounds: Sequence[Round], from_question: bool = False) -> Fraction | None:
    """Nothing where a round is left without a reply."""
    waits = [seconds(one.since(from_question), one.replied_at) for one in rounds]
    known = [wait for wait in waits if wait is not None]
    return max(known) if known and len(known) == len(waits) else None
