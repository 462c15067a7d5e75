"""Refunds: the merchant's time, and the agent whom the order is credited to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from tests.metrics.brute_force.clock import DAY, Clock, Row, seconds
from tests.metrics.brute_force.orders import Order, by_paper
from tests.metrics.brute_force.tally import Place, Tally

OF_QUALITY = (
    "质量", "品质", "破损", "损坏", "错发", "漏发", "少件", "少发", "不符", "瑕疵", "假冒", "假货",
    "变质", "过期", "quality", "damage", "defect", "broken", "faulty", "wrong item", "missing",
    "not as described", "counterfeit", "expired",
)  # fmt: skip


@dataclass(frozen=True)
class Credit:
    """The order that money goes back for."""

    agent: str | None = None
    order_agent: str | None = None
    either: str | None = None
    paid_on: date | None = None


def count_refunds(
    rows: Iterable[Row], lines: Iterable[Row], orders: Sequence[Order], clock: Clock
) -> Tally:
    tally = Tally()
    for row in [*rows, *_credit_notes(lines, clock)]:
        applied_on = clock.day_of(row["applied_at"])
        credit = _credit(row, applied_on, orders, clock)
        place = Place(applied_on, row.get("agent_id"), row.get("shop"))
        finished = replace(place, day=clock.day(row.get("finished_at")))
        is_finished = row["status"].lower() in ("success", "closed")
        for kpi, flag in (
            ("dispute_rate", "is_disputed"),
            ("platform_intervention_rate", "is_intervened"),
            ("seller_fault_rate", "is_seller_fault"),
        ):
            tally.add(kpi, place, bool(row.get(flag)), 1)
            if is_finished:
                tally.add(f"{kpi}:finished", finished, bool(row.get(flag)), 1)
            by_order = Place(applied_on, credit.agent, row.get("shop"))
            tally.add(f"{kpi}:orders", by_order, bool(row.get(flag)))
        tally.add("people_at_work", finished, is_finished)
        _handled(tally, row, finished)
        if row["status"].lower() == "success":
            _succeeded(tally, row, credit, clock)
    return tally


def _handled(tally: Tally, row: Row, place: Place) -> None:
    handling, kind = _handling(row), (row.get("kind") or "").lower()
    tally.mean("refund_handling_hours", place, handling)
    if not row.get("is_intervened") and kind in ("refund_only", "return"):
        tally.mean(f"refund_handling_hours:self_{kind}", place, handling)
    if row["status"].lower() in ("success", "closed"):
        elapsed = seconds(row["applied_at"], row.get("finished_at"))
        tally.mean("refund_handling_hours:refund_speed", place, elapsed)


def _succeeded(tally: Tally, row: Row, credit: Credit, clock: Clock) -> None:
    amount = Fraction(row.get("amount") or 0)
    place = Place(clock.day(row.get("finished_at")), credit.agent, row.get("shop"))
    tally.add("refunds_succeeded", place, 1)
    tally.add("refund_rate", place, 1)
    tally.add("refund_amount_rate", place, amount)
    tally.add("refunded_amount", place, amount)
    tally.add("refund_rate:seller_fault", place, bool(row.get("is_seller_fault")))
    if row.get("reason") is not None:
        tally.add("quality_refund_rate", place, _is_of_quality(row["reason"]), 1)
    paid = replace(place, day=credit.paid_on)
    tally.add("refund_amount_rate:cohort", paid, amount)
    if row.get("order_id") is not None:
        tally.once("refund_rate:cohort", paid, row["order_id"], above=1)
    if credit.agent is not None:
        tally.add("net_sales:cohort", paid, -amount)
    is_of_earlier_month = (
        credit.paid_on is not None
        and place.day is not None
        and (credit.paid_on.year, credit.paid_on.month) < (place.day.year, place.day.month)
    )
    for suffix, agent in (
        ("", credit.agent),
        (":last_before_order", credit.order_agent),
        (":order_then_payment", credit.either),
    ):
        if agent is not None:
            own = replace(place, agent=agent)
            tally.add(f"net_sales{suffix}", own, -amount)
            tally.add(f"clawback{suffix}", own, amount * is_of_earlier_month)


def _is_of_quality(reason: str) -> bool:
    return any(word in reason.lower() for word in OF_QUALITY)


def _credit(row: Row, applied_on: date, orders: Iterable[Order], clock: Clock) -> Credit:
    """The order may be up to 90 days older."""
    own = [
        order
        for order in orders
        if order.id == row.get("order_id") and applied_on - 90 * DAY <= order.day <= applied_on
    ]
    if not own:
        return Credit()
    last = max(own, key=lambda order: order.day)
    return Credit(last.agent, last.order_agent, last.either, clock.day(last.paid_at))


def _credit_notes(lines: Iterable[Row], clock: Clock) -> list[Row]:
    """A credit note is a refund that succeeds when it is written."""
    returned = (line for line in lines if line["kind"].lower() == "return")
    return [
        {
            "kind": "return",
            "status": "success",
            "shop": min((line["shop"] for line in note if line["shop"]), default=None),
            "amount": -sum(
                Fraction(line["quantity"]) * Fraction(line["unit_price"]) for line in note
            ),
            "applied_at": min(line["placed_at"] for line in note),
            "finished_at": min(line["placed_at"] for line in note),
        }
        for note in by_paper(returned, clock).values()
    ]


def _handling(row: Row) -> Fraction | None:
    """Refund only: to success, or to the first rejection; a return: to the agreement, and again
    from the arrival of the goods to the end."""
    applied, finished = row["applied_at"], row.get("finished_at")
    if finished is None or finished < applied:
        return None
    # every stage lies between the application and the end, whatever the log says
    rejected, agreed, signed = (
        None if at is None else min(max(at, applied), finished)
        for at in (row.get("rejected_at"), row.get("agreed_at"), row.get("signed_at"))
    )
    is_return = (row.get("kind") or "").lower() == "return"
    match row["status"].lower():
        case "success" if is_return and agreed is not None:
            # goods that came before the agreement waited for it
            arrived = finished if signed is None else max(signed, agreed)
            return _span(applied, agreed) + _span(arrived, finished)
        case "success":
            return _span(applied, finished)
        case "closed" if rejected is not None:
            return _span(applied, rejected)
        case "closed" if is_return and agreed is not None:
            return _span(applied, agreed)
    return None


def _span(since: datetime, until: datetime) -> Fraction:
    found = seconds(since, until)
    assert found is not None
    return found
