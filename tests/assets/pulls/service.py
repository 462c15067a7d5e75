"""A Zendesk and a Shopify on this machine: invented records, and every trouble on request."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Record = dict[str, Any]
DAY = 1_767_225_600  # 2026-01-01 00:00 UTC
TEXT = "Zhang San, 13800138000, zs@example.org, Nanjing Road 1"
COST = {"requestedQueryCost": 60, "throttleStatus": {"currentlyAvailable": 900, "restoreRate": 50}}


def iso(seconds: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ticket(number: int, at: int, **more: object) -> Record:
    return {
        "id": number,
        "created_at": iso(at),
        "updated_at": iso(at),
        "generated_timestamp": at,
        "status": "open",
        "subject": TEXT,
        "description": TEXT,
        "requester_id": 900_000 + number,
        "assignee_id": 11,
        "via": {"channel": "web", "source": {"from": {"address": TEXT}}},
        "tags": [TEXT],
        "custom_fields": [{"id": 1, "value": TEXT}],
        "metric_set": {"reopens": 0, "replies": 1, "reply_time_in_minutes": {"calendar": 5}},
        **more,
    }


def event(number: int, at: int, updater: int = 11) -> Record:
    return {
        "id": 7_000 + number,
        "ticket_id": number,
        "timestamp": at,
        "created_at": iso(at),
        "updater_id": updater,
        "via": "Web form",
        "system": {"location": TEXT, "ip_address": "192.0.2.7"},
        "event_type": "Audit",
        "child_events": [
            {
                "id": 8_000 + number,
                "type": "Comment",
                "event_type": "Comment",
                "author_id": updater,
                "public": True,
                "body": TEXT,
                "html_body": TEXT,
                "created_at": iso(at),
            },
            {"id": 1, "event_type": "Change", "status": "solved", "previous_value": "open"},
            {"id": 2, "event_type": "Change", "subject": TEXT, "previous_value": TEXT},
        ],
    }


def order(number: int, at: int) -> Record:
    money = {"shopMoney": {"amount": "10.00", "currencyCode": "USD"}}
    refund = {
        "id": f"gid://shopify/Refund/{number}",
        "legacyResourceId": str(number),
        "createdAt": iso(at),
        "updatedAt": iso(at),
        "note": TEXT,
        "totalRefundedSet": money,
    }
    return {
        "id": f"gid://shopify/Order/{number}",
        "legacyResourceId": str(number),
        "name": f"#{number}",
        "createdAt": iso(at),
        "processedAt": iso(at),
        "updatedAt": iso(at),
        "displayFinancialStatus": "PARTIALLY_REFUNDED",
        "displayFulfillmentStatus": "FULFILLED",
        "currencyCode": "USD",
        "subtotalLineItemsQuantity": 1,
        "customer": {"id": f"gid://shopify/Customer/{number}", "email": TEXT},
        "shippingAddress": {"name": TEXT},
        "totalPriceSet": money,
        "currentTotalPriceSet": money,
        "totalReceivedSet": money,
        "fulfillments": [{"createdAt": iso(at), "status": "SUCCESS"}],
        "transactions": [{"kind": "SALE", "status": "SUCCESS", "processedAt": iso(at)}],
        "refunds": [refund],
    }


@dataclass(frozen=True)
class Answer:
    """What the service says next time, in place of what it would."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    only: str = ""  # part of the path that it is for


@dataclass
class FakeService:
    """The records it has, how many it shows a page, and what was asked of it."""

    url: str = ""
    tickets: list[Record] = field(default_factory=list)
    events: list[Record] = field(default_factory=list)
    orders: list[Record] = field(default_factory=list)
    a_page: int = 2
    troubles: list[Answer] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    bodies: list[Record] = field(default_factory=list)

    def answer(self, path: str, query: dict[str, list[str]], body: Record) -> Answer:
        for trouble in self.troubles:
            if trouble.only in path:
                self.troubles.remove(trouble)
                return trouble
        routes: dict[str, Callable[[dict[str, list[str]], Record], Record]] = {
            "/api/v2/incremental/tickets/cursor.json": self._tickets,
            "/api/v2/incremental/ticket_events.json": self._events,
            "/api/v2/users.json": self._users,
            "/oauth/tokens": lambda query, body: {"access_token": "fetched-secret"},
            "/admin/oauth/access_token": lambda query, body: {"access_token": "fetched-secret"},
        }
        route = self._orders if path.endswith("/graphql.json") else routes.get(path)
        if route is None:
            return Answer(404)
        return Answer(body=json.dumps(route(query, body), ensure_ascii=False).encode())

    def _tickets(self, query: dict[str, list[str]], body: Record) -> Record:
        """The cursor is the number of tickets seen, as in an export that only grows."""
        found = sorted(self.tickets, key=lambda one: int(one["generated_timestamp"]))
        if "cursor" in query:
            begin = int(query["cursor"][0])
        else:
            start = int(query["start_time"][0])
            begin = sum(one["generated_timestamp"] < start for one in found)
        end = min(begin + self.a_page, len(found))
        return {
            "tickets": found[begin:end],
            "after_cursor": str(end),
            "end_of_stream": end == len(found),
        }

    def _events(self, query: dict[str, list[str]], body: Record) -> Record:
        """By time: a page ends only where the second ends, as the service's own do."""
        start = int(query["start_time"][0])
        assert query["include"] == ["comment_events"]
        found = sorted(
            (one for one in self.events if one["timestamp"] >= start),
            key=lambda one: int(one["timestamp"]),
        )
        shown = found[: self.a_page]
        shown += [one for one in found[self.a_page :] if one["timestamp"] == shown[-1]["timestamp"]]
        end = shown[-1]["timestamp"] if shown else None
        if len(shown) < len(found) and end == start:
            end = start + 1
        return {
            "ticket_events": shown,
            "count": len(shown),
            "end_time": end,
            "end_of_stream": len(shown) == len(found),
        }

    def _users(self, query: dict[str, list[str]], body: Record) -> Record:
        assert query["role[]"] == ["agent", "admin"]
        if "page[after]" not in query:
            first = [{"id": 11, "role": "agent", "name": TEXT}]
            return {"users": first, "meta": {"has_more": True, "after_cursor": "x"}}
        return {"users": [{"id": 12, "role": "admin", "email": TEXT}], "meta": {"has_more": False}}

    def _orders(self, query: dict[str, list[str]], body: Record) -> Record:
        """The search index compares seconds; `after` is the number of orders shown."""
        self.bodies.append(body)
        variables = body["variables"]
        (start,) = re.findall(r"updated_at:>='([^']+)'", variables["search"])
        found = sorted(
            (one for one in self.orders if one["updatedAt"] >= start),
            key=lambda one: str(one["updatedAt"]),
        )
        begin = int(variables["after"] or 0)
        end = min(begin + min(self.a_page, variables["first"]), len(found))
        info = {"hasNextPage": end < len(found), "endCursor": str(end)}
        orders = {"nodes": found[begin:end], "pageInfo": info}
        return {"data": {"orders": orders}, "extensions": {"cost": COST}}


@contextmanager
def served(service: FakeService) -> Iterator[FakeService]:
    """The service on a free port of this machine, in a thread."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply({})

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            self._reply(json.loads(self.rfile.read(length)))

        def _reply(self, body: Record) -> None:
            parts = urlsplit(self.path)
            service.asked.append(self.path)
            signed = self.headers.get("Authorization") or self.headers.get("X-Shopify-Access-Token")
            service.signed.append(signed or "")
            answer = service.answer(parts.path, parse_qs(parts.query), body)
            stopped.wait(answer.seconds)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    stopped = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
