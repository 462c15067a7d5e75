"""Orders and whom each is credited to; invoices are orders paid when written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.metrics.brute_force.chat_messages import Message
from tests.metrics.brute_force.chat_threads import Asked
from tests.metrics.brute_force.clock import DAY, Clock, Row


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
    payment_writers: tuple[str, ...] = ()  # all who wrote in the window
    order_writers: tuple[str, ...] = ()
    amount: Fraction | None = None
    shipped_at: datetime | None = None

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
        amount=None if row.get("amount") is None else Fraction(row["amount"]),
        shipped_at=row.get("shipped_at"),
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
            _total(of_invoice),
            sum(line["quantity"] for line in of_invoice),
            None,
            amount=_total(of_invoice),
        )
        for (id_, day), of_invoice in by_paper(sold, clock).items()
    ]  # fmt: skip


def _total(lines: Iterable[Row]) -> Fraction:
    parts = (Fraction(line["quantity"]) * Fraction(line["unit_price"]) for line in lines)
    return sum(parts, Fraction(0))


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
            "payment_writers": tuple(sorted(set(payment))),
            "order_writers": tuple(sorted(set(before))),
        }
    )
