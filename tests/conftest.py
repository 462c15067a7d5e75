"""A small desk in a temporary folder, and its warehouse."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from assets.desk.home import Desk, open_desk
from assets.warehouse import open_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MakeDesk = Callable[..., Desk]

# a busy machine is no wrong answer
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files of whole processes first, so that none of them is left to one worker at the end."""
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.parent != here)


@pytest.fixture
def make_desk(tmp_path: Path) -> MakeDesk:
    """Makes a desk with the given lines of desk.yml beside its name and zone."""

    def make(*lines: str, time_zone: str = "Asia/Shanghai", name: str = "desk") -> Desk:
        return desk_at(tmp_path / name, *lines, time_zone=time_zone)

    return make


def desk_at(home: Path, *lines: str, time_zone: str = "Asia/Shanghai") -> Desk:
    for folder in ("landing", "people", "month-end", "ledger", "sources"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    settings = ["name: Test desk", "language: en", f"time_zone: {time_zone}", *lines]
    (home / "desk.yml").write_text("\n".join(settings) + "\n", encoding="utf-8")
    return open_desk(home)


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk()


@pytest.fixture
def warehouse(desk: Desk) -> Iterator["DuckDBPyConnection"]:
    with open_warehouse(desk) as connection:
        yield connection
