"""Random orders, invoices and refunds: paid late, cancelled, of nobody, of no shop."""

from datetime import timedelta
from decimal import Decimal

from tests.sql.logs.draw import Draw, Rows

REASONS = (None, "七天无理由", "商品破损", "Wrong item sent", "changed mind")


def orders(draw: Draw) -> Rows:
    rows: Rows = []
    for number in range(draw.number(0, 20)):
        placed_at = draw.moment()
        paid_at = draw.maybe(draw.later(placed_at, draw.one((0, 60, 86400, 8 * 86400))), 0.7)
        is_closed = not paid_at and draw.chance(0.4)
        rows.append(
            {
                "order_id": f"{draw.mark}o{number}",
                "customer_id": draw.maybe(draw.customer(), 0.9),
                "shop": draw.shop(),
                "placed_at": placed_at,
                "paid_at": paid_at,
                "shipped_at": draw.maybe(draw.later(paid_at, 700000)) if paid_at else None,
                "closed_at": draw.later(placed_at, 86400) if is_closed else None,
                "status": "cancelled" if is_closed else "paid" if paid_at else "placed",
                "amount": draw.money(),
                "paid_amount": draw.maybe(draw.money()) if paid_at else None,
                "items": draw.maybe(draw.number(1, 5), 0.8),
                "agent_id": draw.agent(0.3),
            }
        )
    return rows


def order_lines(draw: Draw) -> Rows:
    """Invoices with a line or three; papers with C take goods back."""
    rows: Rows = []
    for number in range(draw.number(0, 4)):
        kind = draw.one(("sale", "sale", "return", "adjustment"))
        at, customer, shop = draw.moment(), draw.maybe(draw.customer()), draw.shop()
        for line in range(draw.number(1, 3)):
            quantity = draw.one((1, 2, 12, -1)) if kind == "sale" else -draw.number(1, 3)
            rows.append(
                {
                    "order_id": f"{draw.mark}{'C' if kind == 'return' else 'i'}{number}",
                    "placed_at": at + timedelta(seconds=line * draw.one((0, 60))),
                    "product_id": f"p{line}",
                    "quantity": quantity,
                    "unit_price": Decimal(draw.number(1, 9999)) / 100,
                    "customer_id": customer,
                    "shop": shop,
                    "kind": kind,
                }
            )
    return rows


def refunds(draw: Draw) -> Rows:
    rows: Rows = []
    for number in range(draw.number(0, 14)):
        applied_at = draw.moment()
        agreed_at = draw.later(applied_at, 90000)
        signed_at = draw.later(agreed_at, 90000)
        status = draw.one(("open", "success", "success", "Success", "closed"))
        rows.append(
            {
                "refund_id": f"{draw.mark}r{number}",
                "order_id": draw.maybe(f"{draw.mark}o{draw.number(0, 19)}", 0.9),
                "customer_id": draw.maybe(draw.customer()),
                "shop": draw.shop(),
                "agent_id": draw.agent(),
                "kind": draw.one(("refund_only", "return", None)),
                "status": status,
                "reason": draw.one(
                    (None, "七天无理由", "商品破损", "Wrong item sent", "changed mind")
                ),
                "amount": draw.money(),
                "applied_at": applied_at,
                "rejected_at": draw.maybe(draw.later(applied_at, 9000)),
                "agreed_at": draw.maybe(agreed_at),
                "signed_at": draw.maybe(signed_at),
                "finished_at": draw.later(signed_at, 90000) if status != "open" else None,
                "is_disputed": draw.one((None, True, False)),
                "is_intervened": draw.one((None, True, False)),
                "is_seller_fault": draw.one((None, True, False)),
            }
        )
    return rows
