"""An order shared among all who wrote in the window of its rule, and who only helped."""

from collections.abc import Iterable, Iterator

from tests.metrics.brute_force.clock import Clock
from tests.metrics.brute_force.orders import Order
from tests.metrics.brute_force.tally import Place, Tally


def count_credits(orders: Iterable[Order], clock: Clock) -> Tally:
    tally = Tally()
    for order in orders:
        if order.paid_at is None:
            continue
        day = clock.day_of(order.paid_at)
        for rule, credited, writers in _rules(order):
            suffix = "" if rule == "" else f":{rule}"
            equal = "equal" if rule == "" else f"{rule}_equal"
            others = sorted(set(writers) - {credited})
            for agent in others if credited is not None else writers:
                place = Place(day, agent, order.shop)
                tally.add(f"assists{suffix}", place, 1)
                tally.add(f"assisted_sales{suffix}", place, order.paid or 0)
            if credited is None or order.paid is None:
                continue
            shares = _shares(int(order.paid * 10_000), 1 + len(others))
            for agent, share in zip([credited, *others], shares, strict=True):
                tally.add(f"attributed_sales:{equal}", Place(day, agent, order.shop), share)
    for kpi in [key for key in tally.days if key[0].startswith("attributed")]:
        tally.days[kpi].above /= 10_000
    return tally


def _rules(order: Order) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    yield "", order.agent, order.payment_writers
    yield "last_before_order", order.order_agent, order.order_writers
    yield "order_then_payment", order.either, order.order_writers or order.payment_writers


def _shares(parts: int, people: int) -> list[int]:
    """Whole cents to each; cents that are left over one each from the first on, parts of a cent
    to the first; all in hundredths of a cent."""
    cents, below_a_cent = divmod(parts, 100)
    each, left_over = divmod(cents, people)
    shares = [100 * (each + (place < left_over)) for place in range(people)]
    shares[0] += below_a_cent
    return shares
