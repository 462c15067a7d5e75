"""The desk of `deskmark demo`, as large as it is shipped; nobody writes to it."""

from collections.abc import Iterator

import pytest

from assets.desk.home import open_desk
from assets.raw.load import ingest
from assets.warehouse import open_warehouse
from pipelines.demo.simulate import simulate
from tests.pipelines.demo.loaded import Loaded, make_home


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    home = make_home(tmp_path_factory.mktemp("demo") / "desk")
    simulated = simulate(home)
    desk = open_desk(home)
    with open_warehouse(desk) as connection:
        assert ingest(desk, connection).refusals == {}
        yield Loaded(home, simulated, connection)
