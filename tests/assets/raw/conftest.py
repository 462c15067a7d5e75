"""A desk with one source of its own."""

from pathlib import Path

import pytest

from assets.desk.home import Desk
from tests.assets.raw.small_orders import ORDERS


@pytest.fixture
def source(desk: Desk) -> Path:
    path = desk.home / "sources" / "test_orders.yml"
    path.write_text(ORDERS, encoding="utf-8")
    return path
