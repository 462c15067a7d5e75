"""Inquiry buyers: who asked without an open order, and whether they then ordered and paid."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tests.metrics.brute_force.chats import Received
from tests.metrics.brute_force.clock import DAY, Clock
from tests.metrics.brute_force.orders import Order
from tests.metrics.brute_force.tally import Tally


def count_inquiries(received: Iterable[Received], orders: Sequence[Order], clock: Clock) -> Tally:
    tally = Tally()
    for one in received:
        if one.customer is None:
            continue
        own = [
            order
            for order in orders
            if order.customer == one.customer and order.is_of_shop(one.shop)
        ]
        asked_at = one.first_asked_at
        known = [order for order in own if order.day >= one.day - 21 * DAY]
        later = [order for order in own if order.placed_at >= asked_at]
        soon = [order for order in later if order.day <= one.day + DAY]
        paid_on = [clock.day_of(order.paid_at) for order in soon if order.paid_at]
        limit = asked_at + timedelta(hours=72)
        quick = any(order.paid_at is not None and order.paid_at <= limit for order in later)
        shipped_on = [clock.day_of(order.shipped_at) for order in soon if order.shipped_at]
        rate, place = "inquiry_conversion_rate", one.place
        is_paid = any(day <= one.day + 4 * DAY for day in paid_on)
        tally.add("served_conversion", place, is_paid, 1)
        if any(_is_open(order, asked_at) for order in known):
            continue
        tally.add("inquiry_buyers", place, 1)
        tally.add(rate, place, is_paid, 1)
        at_once = any(clock.day_of(o.paid_at) <= one.day for o in later if o.paid_at)
        tally.add(f"{rate}:same_day", place, at_once, 1)
        in_a_week = any(day <= one.day + 7 * DAY for day in shipped_on)
        tally.add(f"{rate}:shipped", place, in_a_week, 1)
        tally.add(f"{rate}:next_day", place, any(day <= one.day + DAY for day in paid_on), 1)
        tally.add(f"{rate}:72h", place, quick, 1)
        tally.add(f"{rate}:ordered", place, bool(soon), 1)
    return tally


def _is_open(order: Order, moment: datetime) -> bool:
    """Placed before and not cancelled by then: the customer came for something bought."""
    is_cancelled = order.closed_at is not None and order.closed_at <= moment
    return order.placed_at < moment and not is_cancelled
