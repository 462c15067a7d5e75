"""Shopify: orders with their refunds, from the GraphQL Admin API, by the time of their last change.

Reference: shopify.dev, "orders" query and "Order" object of the version below, "API rate limits"
(an app has so many points, which come back at so many a second), "client credentials grant".
Without the right read_all_orders, Shopify shows the orders of the last 60 days.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from assets.pulls.credentials import Credentials
from assets.pulls.fault import Passing
from assets.pulls.fields import fields_of, kept, selection
from assets.pulls.service import Account, Answer, Service
from assets.pulls.settings import ShopifyPull
from assets.pulls.stream import Page, Position, Stream, from_iso

VERSION = "2026-07"
PATH = f"/admin/api/{VERSION}/graphql.json"
ORDERS_A_PAGE = 50
# Orders are found by a search index, which follows a change after a while.
OVERLAP = timedelta(minutes=10)


def account(pull: ShopifyPull, credentials: Credentials) -> Account:
    setting = "url" if pull.url else "shop"
    rights = "read_orders, read_customers, for older orders read_all_orders"
    return Account("Shopify", pull.address, setting, credentials.variable, rights)


def sign_in(service: Service, credentials: Credentials) -> None:
    token = credentials.token
    if credentials.client_id:
        body = {
            "grant_type": "client_credentials",
            "client_id": credentials.client_id,
            "client_secret": credentials.client_secret,
        }
        answer = service.ask("access_token", "/admin/oauth/access_token", body=body)
        token = str(answer.get("access_token", ""))
        if not token:
            raise service.fault("unauthorised")
    service.headers["X-Shopify-Access-Token"] = token
    service.secrets.append(token)


def streams(service: Service, shop: str) -> list[Stream]:
    def orders(position: Position) -> Iterator[Page]:
        return _Orders(service, shop).since(position)

    return [Stream("orders", orders, lambda order: from_iso(order["updatedAt"]), OVERLAP)]


class _Orders:
    """Reads orders as fast as the shop's points allow."""

    def __init__(self, service: Service, shop: str) -> None:
        self.service, self.shop = service, shop
        self.first = ORDERS_A_PAGE

    def since(self, position: Position) -> Iterator[Page]:
        search = f"updated_at:>='{position.upto - OVERLAP:%Y-%m-%dT%H:%M:%SZ}'"
        after: str | None = None
        while True:
            orders = self._page(search, after)
            fields = fields_of("shopify_orders")
            records = [
                kept(node, fields) | {"shop": self.shop} for node in orders.get("nodes") or []
            ]
            upto = max([position.upto, *(from_iso(one["updatedAt"]) for one in records)])
            position = Position(upto)
            yield Page(records, position)
            info = orders.get("pageInfo") or {}
            if not info.get("hasNextPage"):
                return
            if info.get("endCursor") in (None, after):
                raise self.service.fault("garbled", what="orders", reason="endCursor")
            after = str(info["endCursor"])

    def _page(self, search: str, after: str | None) -> dict[str, Any]:
        while True:
            body = {
                "query": _question(),
                "variables": {"first": self.first, "after": after, "search": search},
            }
            answer = self.service.ask("orders", PATH, body=body, passing=_throttled)
            codes, words = _errors(answer)
            if "MAX_COST_EXCEEDED" in codes and self.first > 1:
                self.first = max(self.first // 2, 1)
                continue
            self._refuse(codes, words)
            orders = (answer.get("data") or {}).get("orders")
            if not isinstance(orders, dict):
                raise self.service.fault("garbled", what="orders", reason="data.orders")
            self._rest(answer)
            return orders

    def _refuse(self, codes: set[str], words: str) -> None:
        if "ACCESS_DENIED" in codes:
            raise self.service.fault("forbidden", what="orders")
        if codes:
            raise self.service.fault("refused", what="orders", reason=words[:200])

    def _rest(self, answer: Answer) -> None:
        """Waits until the points suffice for another page like this one."""
        wait = _seconds_to_restore(answer)
        if wait > 0:
            self.service.sleep(min(wait, self.service.patience.longest_wait))


def _question() -> str:
    node = selection(fields_of("shopify_orders"))
    return (
        "query ($first: Int!, $after: String, $search: String) { orders(first: $first, "
        "after: $after, query: $search, sortKey: UPDATED_AT) { nodes "
        f"{node} pageInfo {{ hasNextPage endCursor }} }} }}"
    )


def _throttled(answer: Answer) -> None:
    if "THROTTLED" in _errors(answer)[0]:
        raise Passing("busy", max(_seconds_to_restore(answer), 1.0), reason="THROTTLED")


def _errors(answer: Answer) -> tuple[set[str], str]:
    """Codes and words of the errors; old answers say only "Throttled"."""
    errors = answer.get("errors") or []
    if not isinstance(errors, list):
        return {"ERROR"}, str(errors)
    found = [one for one in errors if isinstance(one, dict)]
    codes = {
        str((one.get("extensions") or {}).get("code") or one.get("message") or "ERROR").upper()
        for one in found
    }
    return codes, "; ".join(str(one.get("message", "")) for one in found)


def _seconds_to_restore(answer: Answer) -> float:
    cost = (answer.get("extensions") or {}).get("cost") or {}
    status = cost.get("throttleStatus") or {}
    lacking = float(cost.get("requestedQueryCost") or 0) - float(
        status.get("currentlyAvailable") or 0
    )
    rate = float(status.get("restoreRate") or 0)
    return lacking / rate if lacking > 0 and rate > 0 else 0.0
