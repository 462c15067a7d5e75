"""The warehouse of a desk whose ledger and raw tables are there, and empty."""

import pytest
from duckdb import DuckDBPyConnection

from tests.assets.checks.log_desk import prepared


@pytest.fixture
def logs(warehouse: DuckDBPyConnection) -> DuckDBPyConnection:
    return prepared(warehouse)
