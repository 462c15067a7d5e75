"""Every KPI over orders, dated by the order or by its payment."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tests.metrics.brute_force.clock import Clock
from tests.metrics.brute_force.orders import Order
from tests.metrics.brute_force.tally import Place, Tally


def count_orders(orders: Iterable[Order], clock: Clock) -> Tally:
    tally = Tally()
    for order in orders:
        is_paid = order.paid_at is not None
        tally.add("orders_placed", Place(order.day, order.order_agent, order.shop), 1)
        placed = Place(order.day, order.either, order.shop)
        tally.add("order_pay_rate", placed, is_paid, 1)
        for kpi in ("order_pay_rate:printed", "order_buyer_pay_rate"):
            tally.once(kpi, placed, (order.buyer, "placed"), below=1)
            if order.paid_at is not None:
                tally.once(kpi, placed, (order.buyer, "paid"), above=1)
        due = order.amount if is_paid or order.closed_at is None else None
        tally.add("collection_rate", placed, order.paid or 0, due or 0)
        if order.paid_at is not None:
            _at_payment(tally, order, clock.day_of(order.paid_at))
    return tally


def _at_payment(tally: Tally, order: Order, day: date) -> None:
    paid = order.paid or Fraction(0)
    place, shop = Place(day, order.agent, order.shop), Place(day, None, order.shop)
    tally.add("orders_paid", place, 1)
    tally.add("refund_rate", place, 0, 1)
    tally.add("refund_amount_rate", place, 0, paid)
    tally.add("refund_amount_rate:cohort", place, 0, paid)
    for kpi in (
        "refund_rate:cohort", "refund_rate:seller_fault", "dispute_rate:orders",
        "platform_intervention_rate:orders", "seller_fault_rate:orders",
    ):  # fmt: skip
        tally.add(kpi, place, 0, 1)
    tally.once("buyers", place, order.buyer, above=1)
    tally.once("shop_conversion", shop, order.buyer, above=1)
    if order.agent is None:
        tally.add("silent_sales", shop, paid)
    tally.add("shop_sales", shop, paid)
    tally.add("shop_aov", shop, paid)
    if order.paid is not None:
        tally.once("shop_aov", shop, order.buyer, below=1)
    if order.agent is not None:
        tally.add("attributed_sales", place, paid)
        for kpi in ("net_sales", "net_sales:cohort", "repeat_sales", "repeat_sales_attainment"):
            tally.add(kpi, place, paid)
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
            tally.add(f"net_sales:{rule}", Place(day, agent, order.shop), paid)


def count_new_buyers(orders: Iterable[Order], clock: Clock) -> Tally:
    """Each buyer's first paid order in a shop, in the whole log."""
    tally = Tally()
    firsts: dict[tuple[str, str | None], Order] = {}
    paid = (order for order in orders if order.paid_at and order.customer is not None)
    for order in sorted(paid, key=lambda one: (str(one.paid_at), one.placed_at, one.id)):
        firsts.setdefault((order.customer or "", order.shop), order)
    for order in firsts.values():
        place = Place(clock.day(order.paid_at), order.agent, order.shop)
        tally.add("new_customers", place, 1)
        if order.agent is not None:
            tally.add("new_customer_growth", place, 1)
            for kpi in ("repeat_sales", "repeat_sales_attainment"):
                tally.add(kpi, place, -(order.paid or 0))
    return tally
