"""One browser for every test of the dashboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.dashboards.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser
