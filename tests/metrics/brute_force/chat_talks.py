"""Customers to whom a bot wrote, and customers who were passed on."""

from collections.abc import Collection, Iterable

from tests.metrics.brute_force.chat_messages import Talk, place_of
from tests.metrics.brute_force.chats import Received
from tests.metrics.brute_force.tally import Tally


def count_bots(
    wrote: Collection[Talk], with_bots: Collection[Talk], bots_alone: Collection[Talk]
) -> Tally:
    tally = Tally()
    for talk in wrote:
        if talk in with_bots:
            tally.add("bot_sessions", place_of(talk), 1)
            tally.add("bot_handled_rate", place_of(talk), talk in bots_alone, 1)
    return tally


def count_passed_on(received: Iterable[Received], passed_on: Collection[Talk]) -> Tally:
    """A thread is passed on by nobody."""
    tally = Tally()
    for one in received:
        is_passed = one.talk in passed_on and bool(one.told)
        tally.add("chat_transfer_rate", one.place, is_passed, 1)
    return tally
