"""Refunds: the merchant's time, and the agent whom the order is credited to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from tests.metrics.brute_force.clock import DAY, Clock, Row, seconds
from tests.metrics.brute_force.orders import Order, by_paper
from tests.metrics.brute_force.tally import Place, Tally


@dataclass(frozen=True)
class Credit:
    """The order that money goes back for."""

    agent: str | None = None
    paid_on: date | None = None


def count_refunds(
    rows: Iterable[Row], lines: Iterable[Row], orders: Sequence[Order], clock: Clock
) -> Tally:
    tally = Tally()
    for row in [*rows, *_credit_notes(lines, clock)]:
        applied_on = clock.day_of(row["applied_at"])
        credit = _credit(row, applied_on, orders, clock)
        place = Place(applied_on, row.get("agent_id"), row.get("shop"))
        for kpi, flag in (
            ("dispute_rate", "is_disputed"),
            ("platform_intervention_rate", "is_intervened"),
            ("seller_fault_rate", "is_seller_fault"),
        ):
            tally.add(kpi, place, bool(row.get(flag)), 1)
        finished = Place(clock.day(row.get("finished_at")), row.get("agent_id"), row.get("shop"))
        handling = _handling(row)
        if handling is not None:
            tally.mean("refund_handling_hours", finished, handling)
        if row["status"].lower() == "success":
            _succeeded(tally, row, credit, clock)
    return tally


def _succeeded(tally: Tally, row: Row, credit: Credit, clock: Clock) -> None:
    amount = Fraction(row.get("amount") or 0)
    place = Place(clock.day(row.get("finished_at")), credit.agent, row.get("shop"))
    tally.add("refunds_succeeded", place, 1)
    tally.add("refund_rate", place, 1)
    tally.add("refund_amount_rate", place, amount)
    if credit.agent is not None:
        tally.add("net_sales", place, -amount)
    if row.get("order_id") is not None:
        paid = Place(credit.paid_on, credit.agent, row.get("shop"))
        tally.once("refund_rate:cohort", paid, row["order_id"], above=1)


def _credit(row: Row, applied_on: date, orders: Iterable[Order], clock: Clock) -> Credit:
    """The order may be up to 90 days older."""
    for order in orders:
        if order.id == row.get("order_id") and applied_on - 90 * DAY <= order.day <= applied_on:
            return Credit(order.agent, clock.day(order.paid_at))
    return Credit()


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
