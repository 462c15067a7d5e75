"""Zendesk: tickets and ticket events by incremental export, with the role of who acted.

Reference: developer.zendesk.com, "Incremental Exports", "Using the Incremental Exports API",
"List Users"; a request may be made ten times a minute, and the last minute is never shown.
"""

import base64
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from assets.pulls.credentials import Credentials
from assets.pulls.fields import Record, fields_of, kept
from assets.pulls.service import Account, Answer, Service
from assets.pulls.settings import ZendeskPull
from assets.pulls.stream import Page, Position, Stream, from_epoch, from_iso

TICKETS = "/api/v2/incremental/tickets/cursor.json"
EVENTS = "/api/v2/incremental/ticket_events.json"
USERS = "/api/v2/users.json"
CHANGES = ("status", "priority", "assignee_id", "group_id", "brand_id", "requester_id")


def account(pull: ZendeskPull, credentials: Credentials) -> Account:
    setting = "url" if pull.url else "subdomain"
    rights = "read tickets and users as an admin (OAuth scope: read)"
    return Account("Zendesk", pull.address, setting, credentials.variable, rights)


def sign_in(service: Service, credentials: Credentials) -> None:
    """An API token goes with its e-mail address; an OAuth token goes alone."""
    token = credentials.token
    if credentials.client_id:
        body = {
            "grant_type": "client_credentials",
            "client_id": credentials.client_id,
            "client_secret": credentials.client_secret,
            "scope": "read",
        }
        token = str(service.ask("oauth/tokens", "/oauth/tokens", body=body).get("access_token", ""))
        if not token:
            raise service.fault("unauthorised")
    if credentials.email:
        pair = base64.b64encode(f"{credentials.email}/token:{token}".encode()).decode("ascii")
        service.headers["Authorization"] = f"Basic {pair}"
        service.secrets.append(pair)
    else:
        service.headers["Authorization"] = f"Bearer {token}"
    service.secrets.append(token)


def streams(service: Service, agents: dict[str, str]) -> list[Stream]:
    """`agents` remembers the role of everybody who ever was one; it is brought up to date."""

    def with_roles(position: Position) -> Iterator[Page]:
        return _events(service, position, _Roles(service, agents))

    return [
        Stream("tickets", lambda position: _tickets(service, position), _ticket_changed_at),
        Stream("ticket_events", with_roles, _event_changed_at),
    ]


def _ticket_changed_at(ticket: Record) -> datetime:
    """When the export last saw it change; `updated_at` misses what the system itself changes."""
    if ticket.get("generated_timestamp") is not None:
        return from_epoch(ticket["generated_timestamp"])
    return from_iso(ticket["updated_at"])


def _event_changed_at(event: Record) -> datetime:
    return from_epoch(event["timestamp"])


def _tickets(service: Service, position: Position) -> Iterator[Page]:
    while True:
        bookmark = (
            {"cursor": position.cursor}
            if position.cursor
            else {"start_time": str(int(position.upto.timestamp()))}
        )
        answer = service.ask("tickets", TICKETS, params=bookmark | {"include": "metric_sets"})
        records = [kept(one, fields_of("zendesk_tickets")) for one in _listed(answer, "tickets")]
        cursor = answer.get("after_cursor") or position.cursor
        is_last = bool(answer.get("end_of_stream", not answer.get("after_cursor")))
        if not is_last and cursor == position.cursor:
            raise service.fault("garbled", what="tickets", reason="after_cursor")
        upto = max([position.upto, *map(_ticket_changed_at, records)])
        position = Position(upto, cursor)
        yield Page(records, position)
        if is_last:
            return


def _events(
    service: Service, position: Position, role_of: Callable[[object], str | None]
) -> Iterator[Page]:
    while True:
        start = int(position.upto.timestamp())
        params = {"start_time": str(start), "include": "comment_events"}
        answer = service.ask("ticket_events", EVENTS, params=params)
        records = [_event(one, role_of) for one in _listed(answer, "ticket_events")]
        end = int(answer.get("end_time") or start)
        is_last = bool(answer.get("end_of_stream", not records))
        if not is_last and end <= start:
            raise service.fault("garbled", what="ticket_events", reason="end_time")
        position = Position(max([from_epoch(max(end, start)), *map(_event_changed_at, records)]))
        yield Page(records, position)
        if is_last:
            return


def _event(event: Record, role_of: Callable[[object], str | None]) -> Record:
    event = event | {"updater_role": role_of(event.get("updater_id"))}
    event["child_events"] = [
        _child(one, role_of) for one in event.get("child_events") or [] if isinstance(one, dict)
    ]
    return kept(event, fields_of("zendesk_ticket_events"))


def _child(child: Record, role_of: Callable[[object], str | None]) -> Record:
    """What a field held before is kept only for fields that are no free text."""
    if "author_id" in child:
        child = child | {"author_role": role_of(child["author_id"])}
    if not any(name in child for name in CHANGES):
        child = {name: value for name, value in child.items() if name != "previous_value"}
    return child


def _listed(answer: Answer, name: str) -> list[dict[str, Any]]:
    return [one for one in answer.get(name) or [] if isinstance(one, dict)]


class _Roles:
    """Who is an agent; asked for once a pull, when the first event comes."""

    def __init__(self, service: Service, agents: dict[str, str]) -> None:
        self.service, self.agents, self.is_asked = service, agents, False

    def __call__(self, user: object) -> str | None:
        if user is None:
            return None
        if not self.is_asked:
            self._ask()
        return "system" if user in (-1, 0) else self.agents.get(str(user), "end-user")

    def _ask(self) -> None:
        params: dict[str, str | list[str]] = {"role[]": ["agent", "admin"], "page[size]": "100"}
        while True:
            answer = self.service.ask("users", USERS, params=params)
            for user in _listed(answer, "users"):
                self.agents[str(user.get("id"))] = str(user.get("role"))
            meta = answer.get("meta") or {}
            if not meta.get("has_more") or not meta.get("after_cursor"):
                break
            params["page[after]"] = str(meta["after_cursor"])
        self.is_asked = True
