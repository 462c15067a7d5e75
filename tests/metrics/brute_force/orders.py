"""Orders and whom each is credited to; invoices are orders paid when written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.metrics.brute_force.chat_messages import Message
from tests.metrics.brute_force.chat_threads import Asked
from tests.metrics.brute_force.clock import DAY, Clock, Row
from tests.metrics.brute_force.tally import Place, Tally


@dataclass(frozen=True)
class Reply:
    """A person of the desk spoke to a customer."""

    day: date
    at: datetime
    agent: str
    customer: str | None
    shop: str | None


@dataclass(frozen=True)
class Order:
    id: str
    day: date
    customer: str | None
    shop: str | None
    placed_at: datetime
    paid_at: datetime | None
    closed_at: datetime | None
    paid: Fraction | None
    items: int | None
    reported: str | None
    agent: str | None = None  # who last wrote before the payment
    order_agent: str | None = None  # who last wrote before the order
    either: str | None = None  # the latter, else the former

    def is_of_shop(self, shop: str | None) -> bool:
        return self.shop is None or shop is None or self.shop == shop

    @property
    def buyer(self) -> tuple[str, str]:
        return ("customer", self.customer) if self.customer is not None else ("order", self.id)


def replies_of(messages: Iterable[Message], threads: Iterable[Asked], clock: Clock) -> list[Reply]:
    spoken = [(m.day, m.at, m.agent, m.customer, m.shop) for m in messages if m.is_reply]
    spoken += [
        (clock.day_of(t.replied_at), t.replied_at, t.agent, t.customer, t.shop)
        for t in threads
        if t.replied_at
    ]
    return [Reply(day, at, agent, *whom) for day, at, agent, *whom in spoken if agent]


def orders_of(
    rows: Iterable[Row], lines: Iterable[Row], replies: Sequence[Reply], clock: Clock
) -> list[Order]:
    placed = [_order(row, clock) for row in rows] + _invoices(lines, clock)
    return [_credited(order, replies) for order in placed]


def _order(row: Row, clock: Clock) -> Order:
    paid = row["amount"] if row.get("paid_amount") is None else row["paid_amount"]
    if row.get("paid_at") is None:
        paid = None
    return Order(
        row["order_id"],
        clock.day_of(row["placed_at"]),
        row.get("customer_id"),
        row.get("shop"),
        row["placed_at"],
        row.get("paid_at"),
        row.get("closed_at"),
        None if paid is None else Fraction(paid),
        row.get("items"),
        row.get("agent_id"),
    )


def _invoices(lines: Iterable[Row], clock: Clock) -> list[Order]:
    """A negative quantity on an invoice is a correction of stock."""
    sold = (line for line in lines if line["kind"].lower() == "sale" and line["quantity"] > 0)
    return [
        Order(
            id_,
            day,
            min((line["customer_id"] for line in of_invoice if line["customer_id"]), default=None),
            min((line["shop"] for line in of_invoice if line["shop"]), default=None),
            min(line["placed_at"] for line in of_invoice),
            min(line["placed_at"] for line in of_invoice),
            None,
            sum((Fraction(ln["quantity"]) * Fraction(ln["unit_price"]) for ln in of_invoice),
                Fraction(0)),
            sum(line["quantity"] for line in of_invoice),
            None,
        )
        for (id_, day), of_invoice in by_paper(sold, clock).items()
    ]  # fmt: skip


def by_paper(lines: Iterable[Row], clock: Clock) -> dict[tuple[str, date], list[Row]]:
    """Lines of one invoice or credit note and business day."""
    found: dict[tuple[str, date], list[Row]] = {}
    for line in lines:
        found.setdefault((line["order_id"], clock.day_of(line["placed_at"])), []).append(line)
    return found


def _credited(order: Order, replies: Iterable[Reply]) -> Order:
    """Two agents in one second: the later id in the alphabet."""
    near = sorted(
        (reply.at, reply.agent, reply.day)
        for reply in replies
        if reply.customer is not None
        and reply.customer == order.customer
        and order.is_of_shop(reply.shop)
        and -5 * DAY <= reply.day - order.day <= 15 * DAY
    )
    paid_at, reported = order.paid_at, order.reported
    payment = [
        agent
        for at, agent, _ in near
        if paid_at is not None and paid_at - timedelta(days=4) < at <= paid_at
    ]
    before = [agent for at, agent, day in near if at <= order.placed_at and day >= order.day - DAY]
    by_payment = payment[-1] if payment else None
    by_order = before[-1] if before else None
    return Order(
        **{
            **vars(order),
            "agent": by_payment or (reported if paid_at else None),
            "order_agent": by_order or reported,
            "either": by_order or by_payment or reported,
        }
    )


def count_orders(orders: Iterable[Order], clock: Clock) -> Tally:
    tally = Tally()
    for order in orders:
        is_paid = order.paid_at is not None
        tally.add("orders_placed", Place(order.day, order.order_agent, order.shop), 1)
        placed = Place(order.day, order.either, order.shop)
        tally.add("order_pay_rate", placed, is_paid, 1)
        tally.once("order_pay_rate:buyers", placed, (order.buyer, "placed"), below=1)
        if order.paid_at is not None:
            tally.once("order_pay_rate:buyers", placed, (order.buyer, "paid"), above=1)
            _at_payment(tally, order, clock.day_of(order.paid_at))
    return tally


def _at_payment(tally: Tally, order: Order, day: date) -> None:
    paid = order.paid or Fraction(0)
    place, shop = Place(day, order.agent, order.shop), Place(day, None, order.shop)
    tally.add("orders_paid", place, 1)
    tally.add("refund_rate", place, 0, 1)
    tally.add("refund_rate:cohort", place, 0, 1)
    tally.add("refund_amount_rate", place, 0, paid)
    tally.add("shop_sales", shop, paid)
    tally.add("shop_aov", shop, paid)
    if order.paid is not None:
        tally.once("shop_aov", shop, order.buyer, below=1)
    if order.agent is not None:
        tally.add("attributed_sales", place, paid)
        tally.add("net_sales", place, paid)
        tally.add("aov", place, paid)
        tally.add("items_per_buyer", place, order.items or 0)
        if order.paid is not None:
            tally.once("aov", place, order.buyer, below=1)
        if order.items is not None:
            tally.once("items_per_buyer", place, order.buyer, below=1)
    for rule, agent in (
        ("last_before_order", order.order_agent),
        ("order_then_payment", order.either),
    ):
        if agent is not None:
            tally.add(f"attributed_sales:{rule}", Place(day, agent, order.shop), paid)
