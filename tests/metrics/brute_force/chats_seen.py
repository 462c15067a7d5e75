"""What the platform of a channel sees of rounds and customers, by its rule."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from fractions import Fraction

from tests.metrics.brute_force.chat_rounds import Round, rounds_in
from tests.metrics.brute_force.chat_rules import ChatRule, Rules, rule_of
from tests.metrics.brute_force.chat_sessions import count_in_time, parts_of
from tests.metrics.brute_force.chats import Received
from tests.metrics.brute_force.clock import Clock, seconds
from tests.metrics.brute_force.tally import Tally


def count_seen(received: Iterable[Received], rules: Rules, clock: Clock) -> Tally:
    tally = Tally()
    for one in received:
        rule, place = rule_of(rules, one.channel), one.place
        asked = [moment for each in one.rounds for moment in each.asked]
        outside = sum(not rule.is_open(moment, clock) for moment in asked)
        tally.add("offline_messages", place, outside)
        seen = list(_seen(one, rule, clock))
        for _, wait in seen:
            tally.mean("seen_average_response_seconds", place, _capped(wait, rule))
            if rule.unit == "round":
                count_in_time(tally, place, wait, rule)
        if seen:
            _count_customer(tally, one, rule, seen)
    return tally


def _count_customer(
    tally: Tally, one: Received, rule: ChatRule, seen: list[tuple[Round, Fraction | None]]
) -> None:
    known = [(each.asked_at, wait) for each, wait in seen if wait is not None]
    tally.add("seen_reply_rate", one.place, bool(known), 1)
    first = min(known)[1] if known else None  # of two in one moment, the shorter wait
    if rule.unit != "session":
        tally.mean("seen_first_response_seconds", one.place, first)
    if rule.unit == "customer":
        slowest = max(wait for _, wait in known) if len(known) == len(seen) else None
        count_in_time(tally, one.place, slowest if rule.by_every else first, rule)


def _seen(one: Received, rule: ChatRule, clock: Clock) -> Iterator[tuple[Round, Fraction | None]]:
    """The rounds that the rule counts, each with the wait that it gives them."""
    rounds = [(each, _dated_at(one, each, rule)) for each in rounds_in(one.told)]
    rounds += [(each, each.asked_at) for each in one.threads]
    for each, dated_at in rounds:
        is_exempt = rule.exempts_closings and each.is_closing
        if rule.counts(dated_at, clock) and not is_exempt:
            waited = seconds(each.since(rule.exempts_closings), each.replied_at)
            yield each, rule.wait(waited, dated_at, clock)


def _dated_at(one: Received, each: Round, rule: ChatRule) -> datetime:
    """The round's own first message, or the customer's first of its session."""
    if rule.window is None or not rule.window.by_session:
        return each.asked_at
    part = next(p for p in parts_of(one.told) if p[0].at <= each.asked_at <= p[-1].at)
    return next(message.at for message in part if not message.is_reply)


def _capped(wait: Fraction | None, rule: ChatRule) -> Fraction | None:
    """What a round without a reply counts, the rule says; nothing where it is silent."""
    if wait is None:
        return None if rule.unanswered is None else Fraction(rule.unanswered)
    return wait if rule.cap is None else min(wait, Fraction(rule.cap))
