"""Sales and refunds: whom each order is credited to, and which inquiries paid."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tests.metrics.brute_force.chats import talks_of
from tests.metrics.brute_force.tally import Row, Tally, day_of, seconds

DAY = timedelta(days=1)


def count_sales(
    orders: Sequence[Row], refunds: Iterable[Row], messages: Sequence[Row], zone: str
) -> Tally:
    tally = Tally()
    credits = {order["order_id"]: _credits(order, messages, zone) for order in orders}
    buyers: set[tuple[object, ...]] = set()
    for order in orders:
        by_payment, by_order, either = credits[order["order_id"]]
        tally.add("order_pay_rate", either, order["paid_at"] is not None, 1)
        if order["paid_at"] is None:
            continue
        amount = order["amount"] if order["paid_amount"] is None else order["paid_amount"]
        tally.add("refund_rate", by_payment, 0, 1)
        for kpi, agent in (
            ("attributed_sales", by_payment),
            ("attributed_sales:last_before_order", by_order),
            ("attributed_sales:order_then_payment", either),
        ):
            if agent:
                tally.add(kpi, agent, amount)
        if by_payment:
            buyer = (
                by_payment,
                day_of(order["paid_at"], zone),
                order["shop"],
                order["customer_id"],
            )
            tally.add("aov", by_payment, amount, buyer not in buyers)
            buyers.add(buyer)
    for refund in refunds:
        _refund(tally, refund, orders, credits, zone)
    return tally


def _credits(order: Row, messages: Iterable[Row], zone: str) -> tuple[str | None, ...]:
    """By payment; by order; by order and else by payment."""
    ordered_on = day_of(order["placed_at"], zone)
    replies = sorted(
        (message["at"], message["agent_id"])
        for message in messages
        if message["sender_role"] == "agent"
        and not message["is_automatic"]
        and message["customer_id"] == order["customer_id"]
        and order["shop"] in (None, message["shop"])
        and abs(day_of(message["at"], zone) - ordered_on) <= 4 * DAY
    )
    paid_at, placed_at, reported = order["paid_at"], order["placed_at"], order["agent_id"]
    before_payment = [
        agent for at, agent in replies if paid_at and paid_at - 4 * DAY < at <= paid_at
    ]
    before_order = [
        agent for at, agent in replies if at <= placed_at and day_of(at, zone) >= ordered_on - DAY
    ]
    payment = before_payment[-1] if before_payment else None
    order_agent = before_order[-1] if before_order else None
    return (
        payment or (reported if paid_at else None),
        order_agent or reported,
        order_agent or payment or reported,
    )


def _refund(
    tally: Tally,
    refund: Row,
    orders: Iterable[Row],
    credits: dict[str, tuple[str | None, ...]],
    zone: str,
) -> None:
    tally.add("dispute_rate", refund["agent_id"], bool(refund["is_disputed"]), 1)
    if refund["status"] == "success":
        known = [
            order["order_id"]
            for order in orders
            if order["order_id"] == refund["order_id"]
            and day_of(order["placed_at"], zone) <= day_of(refund["applied_at"], zone)
        ]
        tally.add("refund_rate", credits[known[0]][0] if known else None, 1, 0)
    time = _handling(refund)
    if time is not None:
        tally.add("refund_handling_hours", refund["agent_id"], time / 3600, 1)


def _handling(refund: Row) -> float | None:
    applied, rejected, agreed = refund["applied_at"], refund["rejected_at"], refund["agreed_at"]
    signed, finished = refund["signed_at"], refund["finished_at"]
    is_return = refund["kind"] == "return"
    if refund["status"] == "success":
        if is_return and agreed:
            return seconds(applied, agreed) + (seconds(signed, finished) if signed else 0)
        return seconds(applied, finished)
    if refund["status"] == "closed" and rejected:
        return seconds(applied, rejected)
    if refund["status"] == "closed" and is_return and agreed:
        return seconds(applied, agreed)
    return None


def count_inquiries(orders: Sequence[Row], messages: Iterable[Row], zone: str) -> Tally:
    tally = Tally()
    for (day, agent, customer, shop), talk in talks_of(messages, zone).items():
        asked = [message["at"] for message in talk if message["sender_role"] == "customer"]
        if not asked:
            continue
        own = [
            order
            for order in orders
            if order["customer_id"] == customer and order["shop"] in (None, shop)
        ]
        if any(_is_open(order, asked[0]) for order in own):
            continue
        later = [order for order in own if order["placed_at"] >= asked[0]]
        soon = [order for order in later if day_of(order["placed_at"], zone) <= day + DAY]
        tally.add("inquiry_buyers", agent, 1)
        paid_on = [day_of(order["paid_at"], zone) for order in soon if order["paid_at"]]
        tally.add("inquiry_conversion_rate:ordered", agent, bool(soon), 1)
        tally.add(
            "inquiry_conversion_rate:next_day", agent, any(on <= day + DAY for on in paid_on), 1
        )
        tally.add("inquiry_conversion_rate", agent, any(on <= day + 4 * DAY for on in paid_on), 1)
        limit = asked[0] + timedelta(hours=72)
        quick = any(order["paid_at"] and order["paid_at"] <= limit for order in later)
        tally.add("inquiry_conversion_rate:72h", agent, quick, 1)
    return tally


def _is_open(order: Row, moment: datetime) -> bool:
    """All the orders of these small desks lie within 21 days."""
    cancelled = order["closed_at"] is not None and order["closed_at"] <= moment
    return bool(order["placed_at"] < moment and not cancelled)
