"""A desk with both pulls against the fake service."""

from collections.abc import Iterator

import pytest

from assets.desk.home import Desk
from tests.assets.pulls.pulls import Pulls
from tests.assets.pulls.service import DAY, FakeService, event, order, served, ticket
from tests.conftest import MakeDesk


@pytest.fixture
def service() -> Iterator[FakeService]:
    with served(FakeService()) as one:
        yield one


@pytest.fixture
def pulling(make_desk: MakeDesk, service: FakeService, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Proxies of the machine must not stand between the test and its own service."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("DESKMARK_ZENDESK_TOKEN", "zendesk-secret")
    monkeypatch.setenv("DESKMARK_ZENDESK_EMAIL", "boss-secret@example.org")
    monkeypatch.setenv("DESKMARK_SHOPIFY_TOKEN", "shopify-secret")
    at = f"since: 2026-01-01, url: '{service.url}'"
    return make_desk(
        "starts_on: 2026-01-01",
        "pulls:",
        f"  - {{id: zendesk, api: zendesk, subdomain: example, {at}}}",
        f"  - {{id: shop, api: shopify, shop: example, {at}}}",
    )


@pytest.fixture
def pulls(pulling: Desk) -> Pulls:
    return Pulls(pulling)


@pytest.fixture(autouse=True)
def some(service: FakeService) -> None:
    service.tickets = [ticket(n, DAY + n * 60) for n in range(1, 6)]
    service.events = [event(n, DAY + n * 60) for n in range(1, 6)]
    service.orders = [order(n, DAY + n * 60) for n in range(1, 6)]
