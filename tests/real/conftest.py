"""Logs that others published, where a copy lies beside the project; no line of them is in it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from assets.desk.init import init
from assets.kpi_tables import kpi_models
from assets.raw.load import ingest
from assets.settings import write_desk, write_queue_policies
from assets.warehouse import open_warehouse
from sql import load_models, refresh
from tests.real.measured import Measured, published_file

Measure = Callable[[str, str], Measured]


@pytest.fixture(scope="session")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measure]:
    """Loads a published file into a new desk of the given time zone and refreshes all models."""
    models = [*load_models().values(), *kpi_models().values()]
    with ExitStack() as open_warehouses:

        @cache
        def measured(name: str, time_zone: str) -> Measured:
            file = published_file(name)
            desk = init(tmp_path_factory.mktemp("desk"), name="Real logs", time_zone=time_zone)
            shutil.copyfile(file, desk.landing / name)
            connection = open_warehouses.enter_context(open_warehouse(desk))
            write_desk(connection, desk)
            write_queue_policies(connection, desk)
            assert ingest(desk, connection).refusals == {}
            for model in models:
                refresh(connection, model, settings_fingerprint="")
            return Measured(connection, file)

        yield measured
